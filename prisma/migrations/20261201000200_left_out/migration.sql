-- An owner that was read while this write of ours was on its way, and left out: it is read again when the write has ended.
ALTER TABLE tasks ADD COLUMN left_out_at timestamptz(3);
