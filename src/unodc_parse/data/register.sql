-- The register: what an archive's documents say together. Statements are run in their order, those with ? once a value.

-- Text for comparing and searching: no marks or tatweel, one alef, one yeh, one heh, European digits, lower case.
CREATE MACRO fold(t) AS trim(regexp_replace(lower(translate(
    regexp_replace(t, '[\x{0610}-\x{061A}\x{0640}\x{064B}-\x{065F}\x{0670}\x{06D6}-\x{06ED}\x{200B}-\x{200F}]', '', 'g'),
    'أإآٱىیةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', 'ااااييهك01234567890123456789')), '\s+', ' ', 'g'));

-- The part of a symbol that all sessions of a body share: CTOC/COP/WG.3/2017/L.1/Add.2 -> CTOC/COP/WG.3
CREATE MACRO series_of(s) AS nullif(regexp_extract(s,
    '^([A-Z][A-Za-z.0-9]*(?:/[A-Z][A-Za-z.]*[0-9]*)*?)/(?:[0-9]|L\.|INF|CRP|RES)', 1), '');

-- The part that a document shares with its corrigenda and addenda: …/L.1/Add.2 -> …/L.1
CREATE MACRO stem_of(s) AS regexp_replace(s, '/(?:Add|Corr|Rev|Amend)\.[0-9]+.*$', '');

-- What a symbol's last part adds to, corrects or revises: …/L.1/Add.2/Rev.1 -> …/L.1/Add.2
CREATE MACRO whole_of(s) AS regexp_replace(s, '/(?:Add|Corr|Rev|Amend)\.[0-9]+$', '');

-- The part that a draft shares with the report that it became: …/2017/L.1/Add.2 -> …/2017
CREATE MACRO session_of(s) AS regexp_replace(stem_of(s), '/(?:L\.)?[0-9]+$', '');

CREATE TABLE manifest AS
SELECT * FROM read_json(?, format = 'newline_delimited', columns = {
    path: 'VARCHAR', sha256: 'VARCHAR', bytes: 'BIGINT', status: 'VARCHAR', reason: 'VARCHAR', pages: 'INTEGER',
    seconds: 'DOUBLE', language: 'VARCHAR', symbols: 'VARCHAR[]', damage: 'VARCHAR[]', segments: 'INTEGER',
    recommendations: 'INTEGER', version: 'VARCHAR'});

CREATE TABLE facts AS
SELECT * FROM read_json(?, format = 'newline_delimited', columns = {
    document: 'VARCHAR', title: 'VARCHAR', document_type: 'VARCHAR', date: 'VARCHAR', session: 'INTEGER',
    addendum: 'VARCHAR', corrigendum: 'VARCHAR', revision: 'VARCHAR', job_number: 'VARCHAR', meetings: 'STRUCT(body VARCHAR, body_id VARCHAR, place VARCHAR, "start" VARCHAR, "end" VARCHAR)[]',
    agenda_items: 'VARCHAR[]'});

CREATE TABLE documents AS
SELECT path AS document, symbols[1] AS symbol, symbols, title, document_type, m.language, session,
    coalesce(facts.date, meetings[1]."end", regexp_extract(symbols[1], '/((?:19|20)[0-9]{2})(?:/|$)', 1) || '') AS date,
    meetings[1].body AS body, meetings[1].body_id AS body_id, meetings, agenda_items, series_of(symbols[1]) AS series,
    m.pages, m.segments, m.recommendations, m.damage, m.sha256, job_number, m.reason AS read_in_part,
    [nullif(document_type, 'other'), facts.date, session::VARCHAR, meetings[1]."start", addendum, corrigendum, revision] AS facts
FROM manifest m LEFT JOIN facts ON facts.document = m.path
WHERE m.status = 'ok' ORDER BY path;
UPDATE documents SET date = NULL WHERE date = '';
DROP TABLE facts;

CREATE TABLE segments AS
SELECT *, fold(coalesce(heading, '') || ' ' || coalesce("text", '')) AS folded, sources[1].page AS page
FROM read_json(?, format = 'newline_delimited', columns = {
    document: 'VARCHAR', symbol: 'VARCHAR', id: 'VARCHAR', parent: 'VARCHAR', depth: 'INTEGER', kind: 'VARCHAR',
    role: 'VARCHAR', label: 'VARCHAR', heading: 'VARCHAR', continued: 'BOOLEAN', agenda_item: 'VARCHAR',
    language: 'VARCHAR', "text": 'VARCHAR',
    sources: 'STRUCT(page INTEGER, bbox DOUBLE[], lines INTEGER[])[]', confidence: 'DOUBLE',
    addressees: 'STRUCT(id VARCHAR, "text" VARCHAR, span INTEGER[])[]',
    modality: 'STRUCT(cue VARCHAR, strength INTEGER, hedges VARCHAR[])',
    citations: 'STRUCT(kind VARCHAR, "text" VARCHAR, span INTEGER[], instrument VARCHAR, article VARCHAR, paragraph VARCHAR, sub VARCHAR, number VARCHAR, body VARCHAR)[]',
    statements: 'STRUCT(count_class VARCHAR, speaker VARCHAR, verb VARCHAR, stance VARCHAR, span INTEGER[])[]',
    notes: 'VARCHAR[]'});

CREATE TABLE recommendations AS
SELECT document, symbol, id, label, language, page, list_transform(addressees, lambda a: a.id) AS addressees,
    modality.cue AS cue, modality.strength AS strength, modality.hedges AS hedges, "text", folded, confidence
FROM segments WHERE role = 'recommendation';

CREATE TABLE citations AS
SELECT document, symbol, id, role, c.kind, c.instrument, c.article, c.paragraph, c.sub, c.number, c.body, c."text"
FROM (SELECT document, symbol, id, role, unnest(citations) AS c FROM segments);

CREATE TABLE statements AS
SELECT document, symbol, id, s.count_class, s.speaker, s.verb, s.stance, "text"[s.span[1] + 1 : s.span[2]] AS "text"
FROM (SELECT document, symbol, id, "text", unnest(statements) AS s FROM segments);

ALTER TABLE segments DROP addressees;
ALTER TABLE segments DROP modality;
ALTER TABLE segments DROP citations;
ALTER TABLE segments DROP statements;

-- What another document stands for: found by what is in the tables so far.
CREATE TABLE copies AS
SELECT * FROM read_json(?, format = 'newline_delimited', columns = {
    document: 'VARCHAR', copy_of: 'VARCHAR', reason: 'VARCHAR', similarity: 'DOUBLE'});

-- What is counted: no copies, and of a symbol the language version that says most, with all its files. `uncounted`
-- says why a document is not.
CREATE OR REPLACE TABLE documents AS
WITH versions AS (
    SELECT symbol, language FROM documents ANTI JOIN copies USING (document) WHERE symbol IS NOT NULL
    GROUP BY symbol, language
    QUALIFY row_number() OVER (
        PARTITION BY symbol ORDER BY sum(recommendations) DESC, sum(segments) DESC, language) = 1)
SELECT d.* EXCLUDE (facts), copy_of, similarity AS copy_similarity,
    CASE WHEN copy_of IS NOT NULL THEN c.reason
        WHEN d.symbol IS NOT NULL AND v.symbol IS NULL THEN 'other_language' END AS uncounted,
    uncounted IS NULL AS counted
FROM documents d LEFT JOIN copies c USING (document)
    LEFT JOIN versions v ON v.symbol = d.symbol AND v.language IS NOT DISTINCT FROM d.language
ORDER BY document;
DROP TABLE copies;

-- Documents that belong together, by their symbols: parts and drafts of one report, and its versions in other languages.
-- An addendum that was revised is still one of the whole; a corrigendum to it is not.
CREATE TABLE links AS
WITH parts AS (
    SELECT document, language, symbol, document_type, whole_of(symbol) AS whole, stem_of(symbol) AS stem,
        session_of(symbol) AS session, regexp_extract(symbol, '/(Add|Corr|Rev|Amend)\.[0-9]+$', 1) AS suffix,
        regexp_matches(symbol, '/L\.[0-9]+') AS draft
    FROM (SELECT document, language, document_type, unnest(symbols) AS symbol FROM documents)),
joined AS (
    SELECT document, language, suffix, whole AS symbol FROM parts WHERE suffix <> ''
    UNION ALL
    SELECT document, language, 'Add', whole_of(whole) FROM parts
    WHERE suffix = 'Rev' AND regexp_matches(whole, '/Add\.[0-9]+$'))
SELECT DISTINCT a.document,
    CASE a.suffix WHEN 'Add' THEN 'addendum_of' WHEN 'Corr' THEN 'corrigendum_of' ELSE 'revision_of' END AS kind,
    b.document AS target
FROM joined a JOIN parts b USING (symbol, language)
UNION
SELECT DISTINCT a.document, 'draft_of', b.document
FROM parts a JOIN parts b USING (session, language)
WHERE a.draft AND a.suffix <> 'Corr' AND a.document_type IS DISTINCT FROM 'resolution'
    AND NOT b.draft AND b.suffix = '' AND b.document_type = 'report'
UNION
SELECT DISTINCT a.document, 'version_of', b.document
FROM parts a JOIN parts b USING (symbol) WHERE a.language <> b.language
UNION
SELECT document, 'copy_of', copy_of FROM documents WHERE copy_of IS NOT NULL
ORDER BY ALL;

-- Recommendations that come back: a line for each time, in order; similarity is to the nearest earlier one.
CREATE TABLE recurrences AS
SELECT * FROM read_json(?, format = 'newline_delimited', columns = {
    recurrence: 'INTEGER', document: 'VARCHAR', id: 'VARCHAR', status: 'VARCHAR', similarity: 'DOUBLE'});

-- Each of them as a whole: since when, how often, in how many wordings, and whether its series has gone on without it.
CREATE TABLE recurring AS
WITH seen AS (
    SELECT r.*, d.date, d.series, rec.folded, rec."text", rec.language
    FROM recurrences r JOIN documents d USING (document) JOIN recommendations rec USING (document, id)),
latest AS (SELECT series, language, max(date) AS date FROM documents WHERE recommendations > 0 GROUP BY ALL)
SELECT recurrence, any_value(seen.language) AS language, min(seen.date) AS first_seen, max(seen.date) AS last_seen,
    count(DISTINCT document) AS documents, count(DISTINCT folded) AS wordings, min(similarity) AS similarity,
    coalesce(max(seen.date) < max(latest.date), false) AS dropped, arg_max("text", coalesce(seen.date, '')) AS "text"
FROM seen LEFT JOIN latest ON latest.series = seen.series AND latest.language = seen.language
GROUP BY recurrence ORDER BY recurrence;
