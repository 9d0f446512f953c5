# Prints the statement that sets a login's password, read from standard input, as a SCRAM-SHA-256 verifier (RFC 5803).
use strict;
use warnings;
use Digest::SHA qw(hmac_sha256 sha256);
use MIME::Base64 qw(encode_base64);

my ($login) = @ARGV;
die "usage: verifier.pl LOGIN\n" unless defined $login && $login =~ /^hotline_[a-z]+$/;
my $password = do { local $/; <STDIN> };
$password =~ s/\n\z//;
# Others would have to be normalized first (SASLprep); ours are made of these.
die "the password of $login is empty or holds other than printable ASCII characters\n" unless $password =~ /\A[\x20-\x7e]+\z/;

my $iterations = 4096;
open my $random, '<:raw', '/dev/urandom' or die "no random numbers: $!\n";
read($random, my $salt, 16) == 16 or die "no random numbers\n";
my $block = hmac_sha256($salt . pack('N', 1), $password);
my $salted = $block;
for (2 .. $iterations) {
  $block = hmac_sha256($block, $password);
  $salted ^= $block;
}
my $stored = sha256(hmac_sha256('Client Key', $salted));
my $server = hmac_sha256('Server Key', $salted);
my ($s, $t, $v) = map { encode_base64($_, '') } $salt, $stored, $server;
print "ALTER ROLE $login PASSWORD 'SCRAM-SHA-256\$$iterations:$s\$$t:$v';\n";
