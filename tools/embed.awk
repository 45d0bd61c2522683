# embed.awk -- turn each whole .sql file into one string constant: sql/schema.sql -> SCHEMA_ALL.
FNR == 1 {
    if (NR > 1) print ";"
    n = split(FILENAME, part, "/"); name = toupper(part[n]); sub(/\..*/, "", name)
    printf "static const char %s_ALL[] =\n    \"\"\n", name
}
{ sub(/[ \t]*--.*$/, ""); if ($0 ~ /^[ \t]*$/) next; gsub(/\\/, "\\\\"); gsub(/"/, "\\\""); printf "    \"%s\\n\"\n", $0 }
END { print ";" }
