-- limit_count ($1 what, $2 now, $3 over)
INSERT INTO attempt (what, began_at, times, over_at) VALUES ($1, $2, 1, $3)
ON CONFLICT (what) DO UPDATE SET times = CASE WHEN attempt.over_at <= excluded.began_at THEN 1 ELSE attempt.times + 1 END,
       began_at = CASE WHEN attempt.over_at <= excluded.began_at THEN excluded.began_at ELSE attempt.began_at END,
       over_at = CASE WHEN attempt.over_at <= excluded.began_at THEN excluded.over_at ELSE attempt.over_at END;

-- limit_read ($1 what)
SELECT times, over_at FROM attempt WHERE what = $1;

-- limit_drop ($1 what)
DELETE FROM attempt WHERE what = $1;
