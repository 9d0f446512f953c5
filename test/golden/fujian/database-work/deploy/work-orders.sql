-- Work orders. Classes are those of GB/T 39666-2020: six digits, two each for major, middle and minor class
-- (12, 43 and 174 of them). The standard's table is not part of this software: the department loads its own copy.
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL search_path = hotline;

CREATE TABLE IF NOT EXISTS service_class (
  -- Two digits a major class, four a middle one, six a minor one.
  code text PRIMARY KEY CHECK (code ~ '^([0-9]{2}){1,3}$'),
  title text NOT NULL CHECK (title <> ''),
  parent text GENERATED ALWAYS AS (CASE WHEN length(code) > 2 THEN left(code, length(code) - 2) END) STORED REFERENCES service_class
);

ALTER TABLE work_order
  ADD COLUMN IF NOT EXISTS class_code text REFERENCES service_class,
  ADD COLUMN IF NOT EXISTS demand text CHECK (demand IN ('inquiry', 'request', 'complaint', 'report', 'suggestion', 'praise')),
  ADD COLUMN IF NOT EXISTS agent text,
  ADD COLUMN IF NOT EXISTS unit text,
  ADD COLUMN IF NOT EXISTS handed_over_at timestamptz,
  ADD COLUMN IF NOT EXISTS due_at timestamptz,
  ADD COLUMN IF NOT EXISTS external_number text,
  ADD COLUMN IF NOT EXISTS resolved_at_first_contact boolean;
CREATE UNIQUE INDEX IF NOT EXISTS work_order_external_number_idx ON work_order (external_number);
CREATE INDEX IF NOT EXISTS work_order_call_uuid_idx ON work_order (call_uuid);
CREATE INDEX IF NOT EXISTS work_order_closed_at_idx ON work_order (closed_at) WHERE closed_at IS NOT NULL;

-- What became of an order, step by step: never changed, gone only with its order.
CREATE TABLE IF NOT EXISTS work_order_step (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  work_order bigint NOT NULL REFERENCES work_order ON DELETE CASCADE,
  happened_at timestamptz NOT NULL DEFAULT now(),
  actor text NOT NULL,
  action text NOT NULL CHECK (action IN ('opened', 'handed-over', 'answered', 'returned', 'called-back', 'closed', 'reopened', 'noted')),
  note text
);
CREATE INDEX IF NOT EXISTS work_order_step_work_order_idx ON work_order_step (work_order, happened_at);
COMMIT;
