SET search_path = hotline;
UPDATE policy SET (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) = ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095) WHERE (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) IS DISTINCT FROM ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095);
INSERT INTO local_network (area_code, city) VALUES
  ('0451', '哈尔滨市'),
  ('0452', '齐齐哈尔市'),
  ('0467', '鸡西市'),
  ('0468', '鹤岗市'),
  ('0469', '双鸭山市'),
  ('0459', '大庆市'),
  ('0458', '伊春市'),
  ('0454', '佳木斯市'),
  ('0464', '七台河市'),
  ('0453', '牡丹江市'),
  ('0456', '黑河市'),
  ('0455', '绥化市'),
  ('0457', '大兴安岭地区')
ON CONFLICT (area_code) DO UPDATE SET city = EXCLUDED.city;
INSERT INTO service_queue (name, label, skills) VALUES
  ('retained', '保留座席', ARRAY['retained']::text[])
ON CONFLICT (name) DO UPDATE SET label = EXCLUDED.label, skills = EXCLUDED.skills;
