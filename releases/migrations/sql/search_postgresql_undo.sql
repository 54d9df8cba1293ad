DROP TABLE releases_searchentry, releases_searchname, releases_searchword;
DO $$
DECLARE
    made record;
BEGIN
    FOR made IN SELECT tgname, tgrelid::regclass AS held FROM pg_trigger
        WHERE NOT tgisinternal AND tgname LIKE 'search\_%' LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', made.tgname, made.held);
    END LOOP;
    FOR made IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        AND (proname LIKE 'releases\_search\_%' OR proname LIKE 'releases\_name\_%' OR proname IN ('releases_plain',
        'releases_fold', 'releases_vector', 'releases_stem', 'releases_entry', 'releases_learn', 'releases_index',
        'releases_query', 'releases_settle')) LOOP
        EXECUTE 'DROP FUNCTION ' || made.name;
    END LOOP;
END $$;
