-- An invented office, made by Postgres itself: %(villages)s are its villages, %(total)s its households; the plan
-- began 320 days before %(today)s.
INSERT INTO households_household (village_id, hamlet, registry_no, category, poverty_status, status_since,
    identification_standard, identified_year, lifted_year, main_cause, other_causes, phone, housing_grade,
    access_road, fuel, cooperative, is_relocated)
SELECT v.id, n %% 6 + 1 || ' 组', v.code || lpad(n::text, 5, '0'), 1 + (n %% 9 > 5)::int + (n %% 9 > 7)::int,
    -- Every 15 days some were lifted: about two of five by now.
    CASE WHEN n %% 49 < 20 THEN 'lifted' ELSE 'in_poverty' END,
    CASE WHEN n %% 49 < 20 THEN %(today)s::date - 305 + (n %% 21) * 15 ELSE %(today)s::date - 700 END,
    '1', extract(year FROM %(today)s::date - 700),
    CASE WHEN n %% 49 < 20 THEN extract(year FROM %(today)s::date - 305 + (n %% 21) * 15) END,
    (ARRAY['01', '02', '03', '07', '08', '09'])[n %% 6 + 1], '{}',
    '100' || lpad((v.place * 6000 + n)::text, 8, '0'), '', '', '', '', false
FROM (SELECT id, code, row_number() OVER (ORDER BY code) AS place FROM villages_village
      WHERE id = ANY(%(villages)s)) v,
    generate_series(1, (%(total)s / %(count)s + (v.place <= %(total)s %% %(count)s)::int)::int) n;

INSERT INTO households_member (household_id, registry_no, name, name_pinyin, name_initials, gender, birth_date,
    id_sealed, id_index, id_tail_index, relation, ethnicity, politics, education, school_status, health,
    labour_ability, work_area, phone, leave_reason)
SELECT h.id, h.registry_no || lpad(n::text, 2, '0'), s.hanzi || g.hanzi, s.pinyin || g.pinyin,
    s.initial || g.initial, 1 + n %% 2, DATE '1958-03-04' + (h.id %% 300)::int + (n - 1) * 9000, 'x',
    sha256((h.id * 10 + n)::text::bytea), sha256(((h.id + n) %% 9000)::text::bytea),
    CASE n WHEN 1 THEN '01' ELSE '03' END, '01', '', '', '01', '{01}', '01', '',
    '100' || lpad((h.id * 10 + n)::text, 8, '0'), ''
FROM households_household h
    JOIN (VALUES (0, '李', 'li', 'l'), (1, '王', 'wang', 'w'), (2, '张', 'zhang', 'z'), (3, '刘', 'liu', 'l'),
        (4, '陈', 'chen', 'c'), (5, '杨', 'yang', 'y'), (6, '赵', 'zhao', 'z'), (7, '黄', 'huang', 'h'),
        (8, '周', 'zhou', 'z'), (9, '吴', 'wu', 'w')) AS s(no, hanzi, pinyin, initial) ON s.no = h.id %% 10
    CROSS JOIN LATERAL generate_series(1, 1 + (h.id %% 20 < 17)::int) n
    JOIN (VALUES (0, '长根', 'changgen', 'cg'), (1, '桂兰', 'guilan', 'gl'), (2, '光明', 'guangming', 'gm'),
        (3, '春梅', 'chunmei', 'cm'), (4, '永贵', 'yonggui', 'yg'), (5, '大海', 'dahai', 'dh'),
        (6, '明秀', 'mingxiu', 'mx')) AS g(no, hanzi, pinyin, initial) ON g.no = (h.id / 10 + n) %% 7
WHERE h.village_id = ANY(%(villages)s);

INSERT INTO households_statusperiod (household_id, status, since, until)
SELECT id, 'in_poverty', %(today)s::date - 700, status_since FROM households_household
WHERE village_id = ANY(%(villages)s) AND poverty_status = 'lifted';

INSERT INTO households_helper (name, name_pinyin, name_initials, gender, politics, organisation,
    organisation_level, duty, phone, address, is_resident, photo)
SELECT '责任人' || v, 'zerenren' || v, 'zrr', '', '', '办事处', '', '', '', '', false, ''
FROM unnest(%(villages)s) v;

INSERT INTO households_helperassignment (household_id, helper_id, since)
SELECT h.id, p.id, %(today)s::date - 320
FROM households_household h JOIN households_helper p ON p.name = '责任人' || h.village_id
WHERE h.village_id = ANY(%(villages)s) AND h.id %% 20 > 0;

INSERT INTO households_visit (household_id, visitor_name, visited_on, summary, problem)
SELECT h.id, '责任人', %(today)s::date - 1 - (h.id %% 50)::int - n * 30, '看望', ''
FROM households_household h, generate_series(0, 3) n
WHERE h.village_id = ANY(%(villages)s);

INSERT INTO households_assessment (household_id, criterion_id, standard_id, year, state, evidence, assessed_on,
    assessor_name, is_current)
SELECT h.id, p.criterion_id, p.standard_id, extract(year FROM %(today)s::date - 45),
    (ARRAY['met', 'not_met', 'met', 'unchecked'])[1 + (h.id + p.position) %% 4], '入户核查', %(today)s::date - 45,
    '专干', true
FROM households_household h, households_standardpoint p JOIN households_standardset t ON t.id = p.standard_id
WHERE h.village_id = ANY(%(villages)s) AND t.kind = 'household' AND t.adopted_on IS NOT NULL
    AND (h.id + p.position) %% 11 > 0;

INSERT INTO households_incomeyear (household_id, year, people, is_estimate, note)
SELECT id, extract(year FROM %(today)s::date), 2, true, '' FROM households_household
WHERE village_id = ANY(%(villages)s);

INSERT INTO households_incomeline (register_id, item, amount, note, is_from_enterprise)
SELECT y.id, l.item, l.amount * 100, '', false
FROM households_incomeyear y JOIN households_household h ON h.id = y.household_id,
    (VALUES ('W1', 4200), ('B1', 2600), ('K1', 900)) AS l(item, amount)
WHERE h.village_id = ANY(%(villages)s);

INSERT INTO households_measure (household_id, kind, content, source, started_on, amount, outcome, state,
    is_from_enterprise)
SELECT id, 'industry', '种植香菇', '合作社', %(today)s::date - 200, 200000, '', 'running', false FROM households_household
WHERE village_id = ANY(%(villages)s) AND id %% 30 > 0;

INSERT INTO households_bagedition (household_id, number, content_hash, content, token, printed_on)
SELECT h.id, 1, '', '{}', lpad(h.id::text, 12, '0'), %(today)s::date - 30
FROM households_household h
WHERE h.village_id = ANY(%(villages)s) AND h.id %% 3 > 0;
