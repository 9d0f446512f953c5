SET search_path = hotline;
UPDATE policy SET (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) = ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095) WHERE (service_level_formula, within_seconds, people_answer, wrap_up_seconds, repeat_hours, recording_days, call_record_days, work_order_days, audit_days) IS DISTINCT FROM ('answered-in-time-of-offered', 15, false, 50, 72, 730, 1095, 3650, 1095);
INSERT INTO local_network (area_code, city) VALUES
  ('0591', '福州市'),
  ('0592', '厦门市'),
  ('0594', '莆田市'),
  ('0598', '三明市'),
  ('0595', '泉州市'),
  ('0596', '漳州市'),
  ('0599', '南平市'),
  ('0597', '龙岩市'),
  ('0593', '宁德市')
ON CONFLICT (area_code) DO UPDATE SET city = EXCLUDED.city;
INSERT INTO service_queue (name, label, skills) VALUES
  ('social-insurance', '社会保险', ARRAY['social-insurance']::text[]),
  ('labor-relations', '劳动关系', ARRAY['labor-relations']::text[]),
  ('general', '综合咨询', ARRAY['general']::text[])
ON CONFLICT (name) DO UPDATE SET label = EXCLUDED.label, skills = EXCLUDED.skills;
