import { z } from "zod";

// The page's policy forbids code out of text; zod would try whether it may, which counts as a violation.
z.config({ jitless: true });
