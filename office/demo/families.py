"""Invented families: who lives together, how old they are, and what follows from that."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from households.codes import (
    Category,
    Education,
    Ethnicity,
    Gender,
    Health,
    LabourAbility,
    LeaveReason,
    Politics,
    PovertyCause,
    Relation,
    SchoolStatus,
    WorkArea,
)
from households.identity import check_digit
from office.demo import names
from office.demo.builders import FIRST_ORDER, REGION

R = Relation
# Who lives with the head, by the size of the household; what stands twice comes twice as often.
SHAPES: dict[int, list[tuple[Relation, ...]]] = {
    1: [()],
    2: [
        *[(R.SPOUSE,)] * 6,
        *[(R.SON,)] * 2,
        *[(R.MOTHER,)] * 2,
        (R.DAUGHTER,),
        (R.FATHER,),
        (R.GRANDSON,),
        (R.GRANDDAUGHTER,),
        (R.SIBLING,),
    ],
    3: [
        *[(R.SPOUSE, R.SON)] * 3,
        *[(R.SPOUSE, R.DAUGHTER)] * 2,
        *[(R.SPOUSE, R.MOTHER)] * 2,
        (R.MOTHER, R.SON),
        (R.SPOUSE, R.GRANDSON),
        (R.SPOUSE, R.DAUGHTERS_DAUGHTER),
        (R.SPOUSE, R.WIFES_MOTHER),
        (R.SON, R.DAUGHTER),
        (R.GRANDFATHER, R.GRANDMOTHER),
    ],
    4: [
        *[(R.SPOUSE, R.SON, R.DAUGHTER)] * 3,
        *[(R.SPOUSE, R.SON, R.MOTHER)] * 2,
        (R.SPOUSE, R.SON, R.SON),
        (R.SPOUSE, R.SON, R.DAUGHTER_IN_LAW),
        (R.SPOUSE, R.DAUGHTER, R.SON_IN_LAW),
        (R.SPOUSE, R.SON, R.WIFES_FATHER),
        (R.SON, R.DAUGHTER_IN_LAW, R.GRANDSON),
        (R.SPOUSE, R.DAUGHTER, R.MATERNAL_GRANDMOTHER),
        (R.SPOUSE, R.FATHER, R.MOTHER),
    ],
    5: [
        *[(R.SPOUSE, R.SON, R.DAUGHTER_IN_LAW, R.GRANDSON)] * 2,
        (R.SPOUSE, R.SON, R.DAUGHTER, R.MOTHER),
        (R.SPOUSE, R.DAUGHTER, R.SON_IN_LAW, R.DAUGHTERS_SON),
        (R.SPOUSE, R.SON, R.DAUGHTER, R.MATERNAL_GRANDFATHER),
        (R.SPOUSE, R.SON, R.DAUGHTER, R.OTHER),
    ],
    6: [
        (R.SPOUSE, R.SON, R.DAUGHTER_IN_LAW, R.GRANDSON, R.GRANDDAUGHTER),
        (R.SPOUSE, R.SON, R.DAUGHTER_IN_LAW, R.GRANDDAUGHTER, R.MOTHER),
    ],
}
LARGEST = max(SHAPES)
_YOUNGEST = {R.GRANDSON, R.GRANDDAUGHTER, R.DAUGHTERS_SON, R.DAUGHTERS_DAUGHTER}
_MARRIED_IN = {R.DAUGHTER_IN_LAW, R.SON_IN_LAW}
_PARENTS = {R.FATHER, R.MOTHER, R.WIFES_FATHER, R.WIFES_MOTHER, R.HUSBANDS_FATHER, R.HUSBANDS_MOTHER}
_GRANDPARENTS = {R.GRANDFATHER, R.GRANDMOTHER, R.MATERNAL_GRANDFATHER, R.MATERNAL_GRANDMOTHER}
_CHILDREN = {R.SON, R.DAUGHTER}
_MALE = {
    R.SON,
    R.SON_IN_LAW,
    R.GRANDSON,
    R.DAUGHTERS_SON,
    R.FATHER,
    R.WIFES_FATHER,
    R.HUSBANDS_FATHER,
    R.GRANDFATHER,
    R.MATERNAL_GRANDFATHER,
}
_OWN_NAME = {R.SON, R.DAUGHTER, R.GRANDSON, R.GRANDDAUGHTER, R.FATHER, R.GRANDFATHER, R.SIBLING}
_OF_THE_HUSBAND = {R.WIFES_FATHER: R.HUSBANDS_FATHER, R.WIFES_MOTHER: R.HUSBANDS_MOTHER}
_BY_YEAR = {
    12: SchoolStatus.GRADE_7,
    13: SchoolStatus.GRADE_8,
    14: SchoolStatus.GRADE_9,
    15: SchoolStatus.SENIOR_1,
    16: SchoolStatus.SENIOR_2,
    17: SchoolStatus.SENIOR_3,
}
_VOCATIONAL = {
    15: SchoolStatus.VOCATIONAL_1,
    16: SchoolStatus.VOCATIONAL_2,
    17: SchoolStatus.VOCATIONAL_3,
    18: SchoolStatus.HIGHER_VOCATIONAL_1,
    19: SchoolStatus.HIGHER_VOCATIONAL_2,
    20: SchoolStatus.HIGHER_VOCATIONAL_3,
}


@dataclass
class Person:
    """Everything of a member but the household; `id_text` is a valid number of region 420399."""

    name: str
    male: bool
    age: int
    born: date
    id_text: str
    relation: Relation
    school: SchoolStatus
    education: Education
    health: list[Health]
    labour: LabourAbility
    politics: Politics
    ethnicity: Ethnicity
    work_area: str = ""
    months_worked: int | None = None
    left_on: date | None = None
    leave_reason: str = ""

    @property
    def gender(self) -> Gender:
        return Gender.MALE if self.male else Gender.FEMALE

    @property
    def is_of_school_age(self) -> bool:
        return 6 <= self.age <= 15 or self.is_pupil

    @property
    def is_pupil(self) -> bool:
        """In the nine years of compulsory schooling."""
        return SchoolStatus.PRIMARY <= self.school <= SchoolStatus.GRADE_9


@dataclass
class Registrar:
    """Makes people; no ID number comes twice."""

    random: Random
    today: date
    used: set[str] = field(default_factory=set)

    def family(self, size: int, *, category: Category, cause: PovertyCause) -> list[Person]:
        shape = self.random.choice(SHAPES[size])
        head_male = self.random.random() < (0.82 if R.SPOUSE in shape else 0.68)
        head_age = self._head_age(shape, category)
        own = self.random.choice(names.FAMILY)
        husbands = self.random.choice(names.FAMILY)
        people = [self._person(R.HEAD, male=head_male, age=head_age, family=own)]
        for relation in shape:
            actual = relation if head_male else _OF_THE_HUSBAND.get(relation, relation)
            male = self._is_male(actual, head_male)
            fathers = own if head_male or actual in {R.FATHER, R.GRANDFATHER, R.SIBLING} else husbands
            takes = actual in _OWN_NAME or (actual == R.SPOUSE and male) or actual == R.HUSBANDS_FATHER
            age = self._age(actual, head_age, shape)
            people.append(self._person(actual, male=male, age=age, family=fathers if takes else ""))
        self._fit_to_cause(people, cause)
        if self.random.random() < 0.02:
            for person in people:
                person.ethnicity = Ethnicity.HUI
        return people

    def gone(self, *, family: str, since: date) -> Person:
        """Someone who belonged to the household once: died or married out in the year before `since`."""
        old = self.random.random() < 0.7
        person = (
            self._person(R.MOTHER, male=False, age=self.random.randint(76, 90), family="")
            if old
            else self._person(R.DAUGHTER, male=False, age=self.random.randint(22, 28), family=family)
        )
        person.left_on = since - timedelta(days=self.random.randint(10, 300))
        person.leave_reason = LeaveReason.DEATH if old else LeaveReason.MARRIED_OUT
        return person

    def _head_age(self, shape: tuple[Relation, ...], category: Category) -> int:
        pick = self.random.randint
        with_shape = set(shape)
        if with_shape & (_YOUNGEST | _MARRIED_IN):
            return pick(54, 70)
        if with_shape & _GRANDPARENTS:
            return pick(24, 44) if R.SPOUSE not in with_shape else pick(34, 46)
        if with_shape & _CHILDREN:
            return pick(36, 58)
        if with_shape & (_PARENTS | {R.SIBLING}):
            return pick(38, 60)
        if category == Category.WUBAO:
            return pick(60, 86)
        return pick(56, 80) if shape else pick(42, 84)

    def _age(self, relation: Relation, head: int, shape: tuple[Relation, ...]) -> int:
        pick = self.random.randint
        if relation == R.SPOUSE:
            return max(22, head + pick(-5, 3))
        if relation in _YOUNGEST:
            return max(2, min(head - pick(46, 54), 17))
        if relation in _CHILDREN:
            grown = bool(set(shape) & (_YOUNGEST | _MARRIED_IN))
            return max(2, head - (pick(23, 28) if grown else pick(22, 34)))
        if relation in _MARRIED_IN:
            return head - pick(24, 30)
        if relation in _PARENTS:
            return min(96, head + pick(20, 28))
        if relation in _GRANDPARENTS:
            return min(97, head + pick(44, 52))
        return max(16, head + pick(-9, 6)) if relation == R.SIBLING else pick(9, 30)

    def _is_male(self, relation: Relation, head_male: bool) -> bool:
        if relation == R.SPOUSE:
            return not head_male
        if relation in {R.SIBLING, R.OTHER}:
            return self.random.random() < 0.5
        return relation in _MALE

    def _person(self, relation: Relation, *, male: bool, age: int, family: str) -> Person:
        born = self._birthday(age)
        school = self._school(age) if relation not in _MARRIED_IN else SchoolStatus.NONE
        health = self._health(age)
        person = Person(
            name=names.person(self.random, male=male, age=age, family=family),
            male=male,
            age=age,
            born=born,
            id_text=self._id_text(born, male),
            relation=relation,
            school=school,
            education=self._education(age, school),
            health=health,
            labour=LabourAbility.NONE,
            politics=self._politics(age, school),
            ethnicity=Ethnicity.HAN,
        )
        self._set_work(person)
        return person

    def _birthday(self, age: int) -> date:
        """A day on which someone of that age was born, seen from today."""
        latest = self.today - timedelta(days=round(age * 365.2425) + 2)
        return latest - timedelta(days=self.random.randrange(360))

    def _id_text(self, born: date, male: bool) -> str:
        while True:
            order = 2 * self.random.randrange(FIRST_ORDER // 2) + (1 if male else 0)
            seventeen = f"{REGION}{born:%Y%m%d}{order:03d}"
            if seventeen not in self.used:
                self.used.add(seventeen)
                return seventeen + check_digit(seventeen)

    def _school(self, age: int) -> SchoolStatus:
        lot = self.random.random()
        if 3 <= age <= 5:
            return SchoolStatus.PRESCHOOL if lot < 0.8 else SchoolStatus.NONE
        if 6 <= age <= 11:
            return SchoolStatus.PRIMARY
        if 12 <= age <= 14 or (15 <= age <= 17 and lot < 0.6):
            return _BY_YEAR[age]
        if age == 15 or (16 <= age <= 20 and lot < 0.85 and (age <= 17 or lot < 0.2)):
            return _VOCATIONAL[age]
        return SchoolStatus.COLLEGE if 18 <= age <= 21 and lot < 0.55 else SchoolStatus.NONE

    def _education(self, age: int, school: SchoolStatus) -> Education:
        if age < 6:
            return Education.PRESCHOOL
        if school == SchoolStatus.PRIMARY:
            return Education.PRIMARY
        if school in {SchoolStatus.GRADE_7, SchoolStatus.GRADE_8, SchoolStatus.GRADE_9}:
            return Education.JUNIOR
        if school != SchoolStatus.NONE:
            return Education.COLLEGE if school >= SchoolStatus.HIGHER_VOCATIONAL_1 else Education.SENIOR
        shares = ((55, 40, 5, 0, 0), (12, 50, 32, 6, 0), (2, 26, 54, 14, 4), (0, 4, 46, 34, 16))
        row = shares[0] if age >= 68 else shares[1] if age >= 48 else shares[2] if age >= 30 else shares[3]
        return self.random.choices(list(Education)[:5], row)[0]

    def _health(self, age: int) -> list[Health]:
        lot = self.random.random()
        found = []
        if lot < max(0.02, (age - 28) / 110):
            found.append(Health.CHRONIC)
        elif lot > 0.97:
            found.append(Health.SERIOUS)
        if self.random.random() < 0.06:
            found.append(Health.DISABLED)
        return found or [Health.HEALTHY]

    def _politics(self, age: int, school: SchoolStatus) -> Politics:
        lot = self.random.random()
        if age >= 28 and lot < 0.04:
            return Politics.PARTY_MEMBER
        return Politics.LEAGUE_MEMBER if 14 <= age <= 24 and lot < 0.35 else Politics.MASSES

    def _set_work(self, person: Person) -> None:
        """Ability follows age and health, work follows ability."""
        lot = self.random.random()
        if person.age < 16 or person.school != SchoolStatus.NONE:
            person.labour = LabourAbility.NONE
        elif person.age >= 74 or (person.age >= 60 and Health.SERIOUS in person.health):
            person.labour = LabourAbility.LOST if lot < 0.6 else LabourAbility.NONE
        elif person.age >= 60 or Health.DISABLED in person.health or Health.SERIOUS in person.health:
            person.labour = LabourAbility.WEAK if lot < 0.72 else LabourAbility.LOST
        else:
            person.labour = LabourAbility.SKILLED if lot < 0.16 else LabourAbility.ORDINARY
        person.work_area, person.months_worked = "", None
        if person.labour in {LabourAbility.ORDINARY, LabourAbility.SKILLED} and self.random.random() < 0.6:
            person.work_area = self.random.choices(list(WorkArea)[:4], (40, 25, 15, 20))[0]
            person.months_worked = self.random.randint(3, 11)

    def _fit_to_cause(self, people: list[Person], cause: PovertyCause) -> None:
        """A household that is poor through illness has someone ill; the certificate follows the disability."""
        wanted = {PovertyCause.ILLNESS: Health.CHRONIC, PovertyCause.DISABILITY: Health.DISABLED}.get(cause)
        if wanted and not any(wanted in person.health for person in people):
            grown = [person for person in people if person.age >= 20] or people
            ill = self.random.choice(grown)
            ill.health = [*(mark for mark in ill.health if mark != Health.HEALTHY), wanted]
            if wanted == Health.CHRONIC and self.random.random() < 0.3:
                ill.health = [Health.SERIOUS]
            self._set_work(ill)
        for person in people:
            if Health.DISABLED in person.health and self.random.random() < 0.6:
                person.id_text += f"{self.random.randint(1, 6)}{self.random.randint(1, 4)}"
