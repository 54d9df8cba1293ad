-- The index of the search. Statement triggers keep it, so that no way of writing can forget it; each row is
-- in the transaction of what it says. `releases_index()` makes any entry anew.

CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS pg_trgm;

CREATE TABLE releases_searchentry (release_id bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX searchentry_words ON releases_searchentry USING gin (words);

-- 'o17' or 'c5': what an organisation or a press contact is called. An entry holds their keys and not their
-- names, so that a new name is one row here however many releases it stands on.
CREATE TABLE releases_searchname (key text PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX searchname_words ON releases_searchname USING gin (words);

-- Words of the entries in the language of their release, with their stem; `public_from` is the first instant
-- known of at which one was public. Rows are only added, so that two who save at once never wait here.
CREATE TABLE releases_searchword (
    word text NOT NULL, language text NOT NULL, stem text NOT NULL, public_from timestamptz NOT NULL
);
CREATE INDEX searchword_word ON releases_searchword (word, language, public_from);
CREATE INDEX searchword_stem ON releases_searchword (stem, language);
CREATE INDEX searchword_alike ON releases_searchword USING gin (word gin_trgm_ops);

-- The text of sanitised HTML. What is bold within a word does not cut it.
CREATE FUNCTION releases_plain(html text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(
        regexp_replace(html, '</?(?:a|b|em|i|span|strong|sub|sup)(?: [^>]*)?>', '', 'g'),
        '<[^>]*>|&(?:amp|lt|gt|nbsp);', ' ', 'g'
    )
$$;

-- Words as they are compared: without marks, accents and punctuation, Arabic letters in one form, Chinese and
-- Japanese one by one. `to_tsvector('simple')` then cuts at blanks alone, and makes the rest small letters.
CREATE FUNCTION releases_fold(words text) RETURNS text LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
    IF words ~ '[^\u0001-\u007f]' THEN
        words := regexp_replace(
            words, '[\u00ad\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g'
        );
        words := unaccent(words);
        IF words ~ '[\u0600-\u06ff]' THEN
            words := translate(words, 'أإآٱىئةؤک٠١٢٣٤٥٦٧٨٩', 'ااااييهوك0123456789');
        END IF;
        IF words ~ '[\u3040-\u30ff\u3400-\u9fff]' THEN
            words := regexp_replace(words, '([\u3040-\u30ff\u3400-\u9fff])', ' \1 ', 'g');
        END IF;
    END IF;
    RETURN regexp_replace(words, '[^[:alnum:] ]+', ' ', 'g');
END $$;

CREATE FUNCTION releases_vector(words text, weight "char") RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('pg_catalog.simple', releases_fold(words)), weight)
$$;

CREATE FUNCTION releases_stem(word text, language text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce((ts_lexize(
        CASE language
            WHEN 'ar' THEN 'arabic_stem' WHEN 'ca' THEN 'catalan_stem' WHEN 'da' THEN 'danish_stem'
            WHEN 'de' THEN 'german_stem' WHEN 'el' THEN 'greek_stem' WHEN 'en' THEN 'english_stem'
            WHEN 'es' THEN 'spanish_stem' WHEN 'fi' THEN 'finnish_stem' WHEN 'fr' THEN 'french_stem'
            WHEN 'hu' THEN 'hungarian_stem' WHEN 'id' THEN 'indonesian_stem' WHEN 'it' THEN 'italian_stem'
            WHEN 'nb' THEN 'norwegian_stem' WHEN 'nl' THEN 'dutch_stem' WHEN 'pt' THEN 'portuguese_stem'
            WHEN 'pt-br' THEN 'portuguese_stem' WHEN 'ro' THEN 'romanian_stem' WHEN 'ru' THEN 'russian_stem'
            WHEN 'sv' THEN 'swedish_stem' WHEN 'tr' THEN 'turkish_stem'
        END::regdictionary, word))[1], word)
$$;

-- What an entry holds. Of a release whose text was taken away it holds the title, for colleagues.
CREATE FUNCTION releases_entry(r releases_release) RETURNS tsvector LANGUAGE sql STABLE AS $$
    SELECT releases_vector(r.title, 'A') || CASE WHEN r.status IN ('removed', 'redirected') THEN '' ELSE
        releases_vector(r.dateline || ' ' || r.summary, 'B')
        || releases_vector(concat_ws(' ',
            (SELECT string_agg(q.speaker || ' ' || q.role, ' ' ORDER BY q.position, q.id)
             FROM releases_quote q WHERE q.release_id = r.id),
            (SELECT string_agg(concat_ws(' ', f.qualifier, f.figure, f.counts, f.source), ' ' ORDER BY f.position, f.id)
             FROM releases_keyfigure f WHERE f.release_id = r.id)), 'C')
        || releases_vector(left(releases_plain(r.body) || ' ' || releases_plain(r.notes_to_editors), 200000), 'D')
        || coalesce((
            SELECT string_agg(format('%so%s:1%s', chr(57344), o.organisation_id,
                CASE o.role WHEN 'named' THEN 'D' ELSE 'B' END), ' ' ORDER BY o.organisation_id)
            FROM releases_releaseorganisation o WHERE o.release_id = r.id)::tsvector, '')
        || coalesce((
            SELECT string_agg(format('%sc%s:1C', chr(57344), c.contact_id), ' ' ORDER BY c.contact_id)
            FROM releases_releasecontact c WHERE c.release_id = r.id)::tsvector, '')
    END
$$;

CREATE FUNCTION releases_learn(keys bigint[]) RETURNS void LANGUAGE sql AS $$
    WITH found AS MATERIALIZED (
        SELECT word, r.language_id AS language,
            min(CASE r.status WHEN 'published' THEN r.public_from ELSE 'infinity' END) AS public_from
        FROM releases_release r JOIN releases_searchentry e ON e.release_id = r.id,
            unnest(tsvector_to_array(e.words)) word
        WHERE r.id = ANY (keys)
            AND word COLLATE "C" BETWEEN 'a' AND chr(57344) AND length(word) BETWEEN 3 AND 40
        GROUP BY 1, 2
    )
    INSERT INTO releases_searchword (word, language, stem, public_from)
    SELECT word, language, releases_stem(word, language), public_from FROM found
    WHERE word !~ '[^[:alpha:]]' AND NOT EXISTS (
        SELECT FROM releases_searchword known WHERE known.word = found.word
            AND known.language = found.language AND known.public_from <= found.public_from
    )
$$;

-- The lock comes first, so that of two who change parts of one release at once the second sees both.
CREATE FUNCTION releases_index(keys bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    -- What waits to be sorted into the GIN index is read through by every search: little, but in bulk.
    IF cardinality(keys) < 100 THEN
        PERFORM set_config('gin_pending_list_limit', '64', true);
    END IF;
    PERFORM FROM releases_searchentry WHERE release_id = ANY (keys) ORDER BY release_id FOR UPDATE;
    INSERT INTO releases_searchentry AS e (release_id, words)
    SELECT r.id, releases_entry(r) FROM releases_release r WHERE r.id = ANY (keys)
    ON CONFLICT (release_id) DO UPDATE SET words = excluded.words WHERE e.words <> excluded.words;
    PERFORM releases_learn(keys);
END $$;

CREATE FUNCTION releases_search_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM releases_index(array(SELECT id FROM after_it));
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys bigint[] := array(
        SELECT a.id FROM after_it a JOIN before_it b USING (id)
        WHERE (a.title, a.summary, a.dateline, a.body, a.notes_to_editors, a.status, a.language_id, a.public_from)
            IS DISTINCT FROM
            (b.title, b.summary, b.dateline, b.body, b.notes_to_editors, b.status, b.language_id, b.public_from)
    );
BEGIN
    IF keys <> '{}' THEN
        PERFORM releases_index(keys);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM releases_searchentry WHERE release_id IN (SELECT id FROM before_it);
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE releases_searchentry, releases_searchword;
    RETURN NULL;
END $$;

CREATE TRIGGER search_added AFTER INSERT ON releases_release
    REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION releases_search_added();
CREATE TRIGGER search_changed AFTER UPDATE ON releases_release
    REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
    FOR EACH STATEMENT EXECUTE FUNCTION releases_search_changed();
CREATE TRIGGER search_gone AFTER DELETE ON releases_release
    REFERENCING OLD TABLE AS before_it FOR EACH STATEMENT EXECUTE FUNCTION releases_search_gone();
CREATE TRIGGER search_emptied AFTER TRUNCATE ON releases_release
    FOR EACH STATEMENT EXECUTE FUNCTION releases_search_emptied();

-- Of parts that come before their release (in bulk) nothing is made: the release then finds them there.
CREATE FUNCTION releases_search_part_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM releases_index(array(SELECT DISTINCT release_id FROM after_it JOIN releases_searchentry USING (release_id)));
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_part_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM releases_index(array(SELECT DISTINCT release_id FROM before_it JOIN releases_searchentry USING (release_id)));
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM releases_index(array(SELECT release_id FROM before_it UNION SELECT release_id FROM after_it));
    RETURN NULL;
END $$;
DO $$
DECLARE
    part text;
BEGIN
    FOREACH part IN ARRAY array['releaseorganisation', 'releasecontact', 'quote', 'keyfigure'] LOOP
        EXECUTE format('CREATE TRIGGER search_part_added AFTER INSERT ON releases_%I
            REFERENCING NEW TABLE AS after_it FOR EACH STATEMENT EXECUTE FUNCTION releases_search_part_added()', part);
        EXECUTE format('CREATE TRIGGER search_part_changed AFTER UPDATE ON releases_%I
            REFERENCING OLD TABLE AS before_it NEW TABLE AS after_it
            FOR EACH STATEMENT EXECUTE FUNCTION releases_search_part_changed()', part);
        EXECUTE format('CREATE TRIGGER search_part_gone AFTER DELETE ON releases_%I
            REFERENCING OLD TABLE AS before_it FOR EACH STATEMENT EXECUTE FUNCTION releases_search_part_gone()', part);
    END LOOP;
END $$;

CREATE FUNCTION releases_name_organisation(organisation bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO releases_searchname (key, words)
    SELECT 'o' || o.id, releases_vector(concat_ws(' ', o.name, o.short_name,
        (SELECT string_agg(n.name, ' ' ORDER BY n.name, n.id) FROM contacts_othername n WHERE n.organisation_id = o.id)), 'A')
    FROM contacts_organisation o WHERE o.id = organisation
    ON CONFLICT (key) DO UPDATE SET words = excluded.words
$$;
CREATE FUNCTION releases_name_contact(contact bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO releases_searchname (key, words)
    SELECT 'c' || c.id, releases_vector(c.name, 'A') FROM contacts_presscontact c WHERE c.id = contact
    ON CONFLICT (key) DO UPDATE SET words = excluded.words
$$;
CREATE FUNCTION releases_search_organisation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM releases_searchname WHERE key = 'o' || old.id;
    ELSIF TG_OP = 'INSERT' OR (old.name, old.short_name) IS DISTINCT FROM (new.name, new.short_name) THEN
        PERFORM releases_name_organisation(new.id);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_other_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM releases_name_organisation(old.organisation_id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM releases_name_organisation(new.organisation_id);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM releases_searchname WHERE key = 'c' || old.id;
    ELSIF TG_OP = 'INSERT' OR old.name IS DISTINCT FROM new.name THEN
        PERFORM releases_name_contact(new.id);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION releases_search_names_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM releases_searchname WHERE key LIKE TG_ARGV[0];
    RETURN NULL;
END $$;
CREATE TRIGGER search_name AFTER INSERT OR UPDATE OR DELETE ON contacts_organisation
    FOR EACH ROW EXECUTE FUNCTION releases_search_organisation();
CREATE TRIGGER search_name AFTER INSERT OR UPDATE OR DELETE ON contacts_othername
    FOR EACH ROW EXECUTE FUNCTION releases_search_other_name();
CREATE TRIGGER search_name AFTER INSERT OR UPDATE OR DELETE ON contacts_presscontact
    FOR EACH ROW EXECUTE FUNCTION releases_search_contact();
CREATE TRIGGER search_emptied AFTER TRUNCATE ON contacts_organisation
    FOR EACH STATEMENT EXECUTE FUNCTION releases_search_names_emptied('o%');
CREATE TRIGGER search_emptied AFTER TRUNCATE ON contacts_presscontact
    FOR EACH STATEMENT EXECUTE FUNCTION releases_search_names_emptied('c%');

-- After much was written. Whoever does not own the index leaves it to the autovacuum.
CREATE FUNCTION releases_settle() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM gin_clean_pending_list('searchentry_words');
    ANALYZE releases_searchentry;
EXCEPTION WHEN insufficient_privilege THEN
    NULL;
END $$;

-- What is typed, as a query. `terms` is [{"text", "prefix", "exact", "without"}]; `known_at` lets words count
-- that were public by then. `matches` is how many entries the planner expects, of `entries`; `marks` are the
-- words to mark on the page: 'word', 'begin*' or 'a phrase'.
CREATE FUNCTION releases_query(
    terms jsonb, known_at timestamptz,
    OUT query tsquery, OUT marks text[], OUT matches float8, OUT entries float8
) LANGUAGE plpgsql AS $$
DECLARE
    term jsonb;
    folded text;
    part tsquery;
    negative tsquery;
    alike text[];
    plan json;
BEGIN
    marks := '{}';
    FOR term IN SELECT * FROM jsonb_array_elements(terms) LOOP
        folded := btrim(regexp_replace(lower(releases_fold(term ->> 'text')), ' +', ' ', 'g'));
        CONTINUE WHEN folded = '';
        part := phraseto_tsquery('pg_catalog.simple', folded);
        CONTINUE WHEN numnode(part) = 0;
        alike := array[folded];
        IF position(' ' IN folded) = 0 AND NOT (term ->> 'exact')::boolean THEN
            alike := alike || array(
                SELECT DISTINCT w.word FROM releases_searchword w
                JOIN (SELECT language, releases_stem(folded, language) AS stem FROM unnest(
                    '{ar,ca,da,de,el,en,es,fi,fr,hu,id,it,nb,nl,pt,pt-br,ro,ru,sv,tr}'::text[]) language) s
                    USING (stem, language)
                WHERE w.word <> folded AND w.public_from <= known_at ORDER BY w.word LIMIT 30
            );
            part := array_to_string(alike, ' | ')::tsquery;
            IF (term ->> 'prefix')::boolean THEN
                part := part || (folded || ':*')::tsquery;
                alike := alike || (folded || '*');
            END IF;
        END IF;
        part := coalesce(part || (
            SELECT string_agg(chr(57344) || key, ' | ')::tsquery FROM (
                SELECT key FROM releases_searchname n WHERE n.words @@ part ORDER BY length(key), key LIMIT 50
            ) named), part);
        IF (term ->> 'without')::boolean THEN
            negative := coalesce(negative || part, part);
        ELSE
            query := coalesce(query && part, part);
            marks := marks || alike;
        END IF;
    END LOOP;
    IF query IS NULL THEN
        RETURN;
    END IF;
    query := coalesce(query && !!negative, query);
    EXECUTE format('EXPLAIN (FORMAT JSON) SELECT FROM releases_searchentry WHERE words @@ %L', query) INTO plan;
    matches := plan -> 0 -> 'Plan' ->> 'Plan Rows';
    entries := (SELECT reltuples FROM pg_class WHERE oid = 'releases_searchentry'::regclass);
END $$;

-- What is there already.
SELECT releases_name_organisation(id) FROM contacts_organisation;
SELECT releases_name_contact(id) FROM contacts_presscontact;
SELECT releases_index(array_agg(id)) FROM releases_release GROUP BY id / 1000;
