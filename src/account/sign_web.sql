-- sign_providers ()
SELECT code, name_ru, name_en FROM provider ORDER BY code;
