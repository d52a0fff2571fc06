import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        # The app role is granted its tables by default from the first one on.
        ("audit", "0001_app_role"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInAttempt",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("first_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "这个账号已经有人用，换一个"},
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9_.-]+$", "账号只用小写字母、数字、点、横线"
                            )
                        ],
                        verbose_name="账号",
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="姓名")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("office", "办事处扶贫办"),
                            ("leader", "办事处领导"),
                            ("keeper", "基金出纳"),
                            ("approver", "基金审批人"),
                            ("cadre", "村扶贫专干"),
                            ("enterprise", "企业联系人"),
                            ("security", "安全管理员"),
                            ("auditor", "审计员"),
                        ],
                        max_length=12,
                        verbose_name="角色",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="电话")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ("username",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "office",
                                    "leader",
                                    "keeper",
                                    "approver",
                                    "cadre",
                                    "enterprise",
                                    "security",
                                    "auditor",
                                ],
                            )
                        ),
                        name="user_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="user_has_name"
                    ),
                ],
            },
        ),
    ]
