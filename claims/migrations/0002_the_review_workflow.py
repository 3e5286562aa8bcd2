

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import claims.models.claim


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0001_claims_evidence_and_verdicts'),
        ('sources', '0001_sources_documents_and_snapshots'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('reserved_until', models.DateTimeField()),
            ],
            options={
                'ordering': ['created_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Edit',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('act', models.CharField(choices=[('record', 'recorded the claim'), ('reword', 'changed the wording'), ('split', 'split the claim'), ('merge', 'merged claims'), ('place', 'corrected where it stands and who said it'), ('undo', 'took an act back'), ('queue', 'put it on the queue'), ('set_aside', 'set it aside'), ('reject', 'rejected it'), ('restore', 'restored it'), ('assign', 'assigned it'), ('release', 'released it'), ('evidence', 'gathered evidence'), ('assess', 'drafted an assessment'), ('submit', 'submitted an assessment'), ('contest', 'contested the finding'), ('settle', 'settled the dispute'), ('draft', 'drafted a verdict'), ('revise', 'revised the verdict'), ('send', 'sent the verdict to review'), ('withdraw', 'withdrew the verdict'), ('send_back', 'sent the verdict back'), ('approve', 'approved the verdict'), ('publish', 'published the verdict'), ('correct', 'corrected the verdict'), ('retract', 'retracted the verdict'), ('stale', 'asked for another look'), ('confirm', 'confirmed the verdict')], max_length=10)),
                ('changes', models.JSONField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.AlterModelOptions(
            name='claim',
            options={'ordering': ['-created_at', '-id'], 'permissions': [('triage_claim', 'Can say which claims are worth checking'), ('assign_claim', 'Can assign claims to others'), ('settle_claim', 'Can contest findings and settle disputes')]},
        ),
        migrations.AlterModelOptions(
            name='verdict',
            options={'ordering': ['claim', '-version'], 'permissions': [('approve_verdict', 'Can approve, publish, retract and confirm verdicts')]},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='evidence',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='evidence',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='evidence',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='verdict',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='verdict',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='verdict',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='assessment',
            name='assessment_gives_a_rationale',
        ),
        migrations.RemoveConstraint(
            model_name='verdict',
            name='verdict_stage_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='verdict',
            name='approved_verdict_names_its_approver',
        ),
        migrations.RemoveConstraint(
            model_name='verdict',
            name='published_verdict_has_a_date',
        ),
        migrations.AddField(
            model_name='appearance',
            name='retired',
            field=models.BooleanField(default=False, editable=False, help_text='Another place was given in its stead.'),
        ),
        migrations.AddField(
            model_name='claim',
            name='act',
            field=models.CharField(choices=[('record', 'recorded the claim'), ('reword', 'changed the wording'), ('split', 'split the claim'), ('merge', 'merged claims'), ('place', 'corrected where it stands and who said it'), ('undo', 'took an act back'), ('queue', 'put it on the queue'), ('set_aside', 'set it aside'), ('reject', 'rejected it'), ('restore', 'restored it'), ('assign', 'assigned it'), ('release', 'released it'), ('evidence', 'gathered evidence'), ('assess', 'drafted an assessment'), ('submit', 'submitted an assessment'), ('contest', 'contested the finding'), ('settle', 'settled the dispute'), ('draft', 'drafted a verdict'), ('revise', 'revised the verdict'), ('send', 'sent the verdict to review'), ('withdraw', 'withdrew the verdict'), ('send_back', 'sent the verdict back'), ('approve', 'approved the verdict'), ('publish', 'published the verdict'), ('correct', 'corrected the verdict'), ('retract', 'retracted the verdict'), ('stale', 'asked for another look'), ('confirm', 'confirmed the verdict')], default='record', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='claim',
            name='assessors',
            field=models.PositiveSmallIntegerField(default=claims.models.claim.reviewers, editable=False, help_text='How many assess it independently.', verbose_name='reviewers'),
        ),
        migrations.AddField(
            model_name='claim',
            name='deadline',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='claim',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='claim',
            name='outcome',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.rating'),
        ),
        migrations.AddField(
            model_name='claim',
            name='revision',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='claim',
            name='settled_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='split_from',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='claim',
            name='state',
            field=models.CharField(choices=[('new', 'New'), ('queued', 'to check'), ('set_aside', 'set aside'), ('rejected', 'Rejected'), ('assigned', 'being assessed'), ('agreed', 'Agreed'), ('disputed', 'Disputed'), ('settled', 'Settled')], default='new', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='claim',
            name='state_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='act',
            field=models.CharField(choices=[('record', 'recorded the claim'), ('reword', 'changed the wording'), ('split', 'split the claim'), ('merge', 'merged claims'), ('place', 'corrected where it stands and who said it'), ('undo', 'took an act back'), ('queue', 'put it on the queue'), ('set_aside', 'set it aside'), ('reject', 'rejected it'), ('restore', 'restored it'), ('assign', 'assigned it'), ('release', 'released it'), ('evidence', 'gathered evidence'), ('assess', 'drafted an assessment'), ('submit', 'submitted an assessment'), ('contest', 'contested the finding'), ('settle', 'settled the dispute'), ('draft', 'drafted a verdict'), ('revise', 'revised the verdict'), ('send', 'sent the verdict to review'), ('withdraw', 'withdrew the verdict'), ('send_back', 'sent the verdict back'), ('approve', 'approved the verdict'), ('publish', 'published the verdict'), ('correct', 'corrected the verdict'), ('retract', 'retracted the verdict'), ('stale', 'asked for another look'), ('confirm', 'confirmed the verdict')], default='record', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='assessors',
            field=models.PositiveSmallIntegerField(default=claims.models.claim.reviewers, editable=False, help_text='How many assess it independently.', verbose_name='reviewers'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='deadline',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='outcome',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.rating'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='revision',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='settled_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='split_from',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='state',
            field=models.CharField(choices=[('new', 'New'), ('queued', 'to check'), ('set_aside', 'set aside'), ('rejected', 'Rejected'), ('assigned', 'being assessed'), ('agreed', 'Agreed'), ('disputed', 'Disputed'), ('settled', 'Settled')], default='new', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='state_reason',
            field=models.TextField(blank=True, editable=False, verbose_name='reason'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='evidenceevent',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='rating',
            name='asks',
            field=models.CharField(blank=True, help_text='What the note has to tell, such as: what was searched.', max_length=100, verbose_name='asks for'),
        ),
        migrations.AddField(
            model_name='rating',
            name='stances',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('supports', 'Supports'), ('refutes', 'Refutes'), ('context', 'puts into context')], max_length=10), blank=True, default=list, help_text='Evidence asked for: at least one piece with one of these stances.', size=None),
        ),
        migrations.AddField(
            model_name='verdict',
            name='act',
            field=models.CharField(choices=[('record', 'recorded the claim'), ('reword', 'changed the wording'), ('split', 'split the claim'), ('merge', 'merged claims'), ('place', 'corrected where it stands and who said it'), ('undo', 'took an act back'), ('queue', 'put it on the queue'), ('set_aside', 'set it aside'), ('reject', 'rejected it'), ('restore', 'restored it'), ('assign', 'assigned it'), ('release', 'released it'), ('evidence', 'gathered evidence'), ('assess', 'drafted an assessment'), ('submit', 'submitted an assessment'), ('contest', 'contested the finding'), ('settle', 'settled the dispute'), ('draft', 'drafted a verdict'), ('revise', 'revised the verdict'), ('send', 'sent the verdict to review'), ('withdraw', 'withdrew the verdict'), ('send_back', 'sent the verdict back'), ('approve', 'approved the verdict'), ('publish', 'published the verdict'), ('correct', 'corrected the verdict'), ('retract', 'retracted the verdict'), ('stale', 'asked for another look'), ('confirm', 'confirmed the verdict')], default='draft', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='verdict',
            name='correction_note',
            field=models.TextField(blank=True, help_text='For readers, where an earlier version was published: what is corrected, and why.'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='grounds',
            field=models.TextField(blank=True, help_text='Where the rating asks for it: what was searched, or why no evidence could decide.'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='retraction_notice',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='verdict',
            name='review_comment',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='verdict',
            name='revision',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='verdict',
            name='stale_reason',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='verdict',
            name='stale_since',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='needs another look since'),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='act',
            field=models.CharField(choices=[('record', 'recorded the claim'), ('reword', 'changed the wording'), ('split', 'split the claim'), ('merge', 'merged claims'), ('place', 'corrected where it stands and who said it'), ('undo', 'took an act back'), ('queue', 'put it on the queue'), ('set_aside', 'set it aside'), ('reject', 'rejected it'), ('restore', 'restored it'), ('assign', 'assigned it'), ('release', 'released it'), ('evidence', 'gathered evidence'), ('assess', 'drafted an assessment'), ('submit', 'submitted an assessment'), ('contest', 'contested the finding'), ('settle', 'settled the dispute'), ('draft', 'drafted a verdict'), ('revise', 'revised the verdict'), ('send', 'sent the verdict to review'), ('withdraw', 'withdrew the verdict'), ('send_back', 'sent the verdict back'), ('approve', 'approved the verdict'), ('publish', 'published the verdict'), ('correct', 'corrected the verdict'), ('retract', 'retracted the verdict'), ('stale', 'asked for another look'), ('confirm', 'confirmed the verdict')], default='draft', editable=False, max_length=10),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='correction_note',
            field=models.TextField(blank=True, help_text='For readers, where an earlier version was published: what is corrected, and why.'),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='grounds',
            field=models.TextField(blank=True, help_text='Where the rating asks for it: what was searched, or why no evidence could decide.'),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='retraction_notice',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='review_comment',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='revision',
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='stale_reason',
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name='verdictevent',
            name='stale_since',
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name='needs another look since'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='rating',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.rating'),
        ),
        migrations.AlterField(
            model_name='assessment',
            name='rationale',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='verdict',
            name='approved_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='verdict',
            name='author',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='verdict',
            name='published_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='verdict',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('in_review', 'in review'), ('approved', 'Approved'), ('published', 'Published'), ('corrected', 'Corrected'), ('retracted', 'Retracted'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=10),
        ),
        migrations.AlterField(
            model_name='verdictevent',
            name='approved_by',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='verdictevent',
            name='author',
            field=models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='verdictevent',
            name='published_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='verdictevent',
            name='stage',
            field=models.CharField(choices=[('draft', 'Draft'), ('in_review', 'in review'), ('approved', 'Approved'), ('published', 'Published'), ('corrected', 'Corrected'), ('retracted', 'Retracted'), ('withdrawn', 'Withdrawn')], default='draft', editable=False, max_length=10),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['state', 'deadline', '-checkworthiness', 'id'], name='claim_queue'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_is_taken_and_final', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE claim record;', func='IF TG_OP = \'UPDATE\' THEN\nIF OLD.submitted_at IS NOT NULL THEN RAISE EXCEPTION \'a submitted assessment does not change\' USING ERRCODE = \'check_violation\'; END IF;\nIF (OLD."claim_id" IS DISTINCT FROM NEW."claim_id" OR OLD."reviewer_id" IS DISTINCT FROM NEW."reviewer_id") THEN RAISE EXCEPTION \'an assessment keeps its claim and its reviewer\' USING ERRCODE = \'check_violation\'; END IF;\nEND IF;\nSELECT state, assessors INTO claim FROM claims_claim WHERE id = NEW.claim_id FOR SHARE;\nIF claim.state <> \'assigned\' THEN RAISE EXCEPTION \'a claim that is % is not assessed\', claim.state USING ERRCODE = \'check_violation\'; END IF;\nIF NOT EXISTS (SELECT 1 FROM claims_assignment a WHERE a.claim_id = NEW.claim_id AND a.reviewer_id = NEW.reviewer_id) THEN RAISE EXCEPTION \'only who has taken a claim assesses it\' USING ERRCODE = \'check_violation\'; END IF;\nIF NEW.submitted_at IS NOT NULL THEN\nIF EXISTS (SELECT 1 FROM claims_rating r WHERE r.id = NEW.rating_id AND ((r.stances <> \'{}\' AND NOT EXISTS (SELECT 1 FROM claims_evidence e WHERE e.claim_id = NEW.claim_id AND e.withdrawn_at IS NULL AND e.stance = ANY(r.stances))) OR (r.asks <> \'\' AND btrim(NEW.rationale) = \'\'))) THEN RAISE EXCEPTION \'the rating lacks the evidence or the note that it asks for\' USING ERRCODE = \'check_violation\'; END IF;\nIF (SELECT count(*) FROM (SELECT 1 FROM claims_assessment s WHERE s.submitted_at IS NOT NULL AND s.claim_id = NEW.claim_id AND s.id <> NEW.id) others) >= claim.assessors THEN RAISE EXCEPTION \'all assessments of this claim are in\' USING ERRCODE = \'check_violation\'; END IF;\nEND IF;\nRETURN NEW;', hash='cfcc0c176c818f8476cdeea05e7b28287f94897f', operation='INSERT OR UPDATE', pgid='pgtrigger_assessment_is_taken_and_final_804d7', table='claims_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assessment',
            trigger=pgtrigger.compiler.Trigger(name='assessment_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4a157ed7ff7b757ffa48a9c069ed4e34ef896575', operation='DELETE', pgid='pgtrigger_assessment_is_never_deleted_fe791', table='claims_assessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='claim_begins_as_new', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.state <> 'new' OR NEW.revision <> 1 THEN RAISE EXCEPTION 'a claim begins as new' USING ERRCODE = 'check_violation'; END IF;\nRETURN NEW;", hash='babe4e33745b39560c739be5f06b0d31827a125b', operation='INSERT', pgid='pgtrigger_claim_begins_as_new_ab830', table='claims_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='claim_moves_by_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE submitted integer; different integer; found uuid;', func='IF (NEW.act, NEW.state) IS DISTINCT FROM (OLD.act, OLD.state) AND (NEW.act, OLD.state, NEW.state) NOT IN ((\'queue\', \'new\', \'queued\'), (\'queue\', \'set_aside\', \'queued\'), (\'set_aside\', \'new\', \'set_aside\'), (\'set_aside\', \'queued\', \'set_aside\'), (\'reject\', \'new\', \'rejected\'), (\'reject\', \'queued\', \'rejected\'), (\'reject\', \'set_aside\', \'rejected\'), (\'restore\', \'rejected\', \'new\'), (\'assign\', \'queued\', \'assigned\'), (\'assign\', \'assigned\', \'assigned\'), (\'release\', \'assigned\', \'assigned\'), (\'release\', \'assigned\', \'queued\'), (\'assess\', \'assigned\', \'assigned\'), (\'submit\', \'assigned\', \'assigned\'), (\'submit\', \'assigned\', \'agreed\'), (\'submit\', \'assigned\', \'disputed\'), (\'contest\', \'agreed\', \'disputed\'), (\'settle\', \'disputed\', \'settled\'), (\'draft\', \'agreed\', \'agreed\'), (\'draft\', \'settled\', \'settled\'), (\'reword\', \'new\', \'new\'), (\'reword\', \'queued\', \'queued\'), (\'reword\', \'set_aside\', \'set_aside\'), (\'split\', \'new\', \'rejected\'), (\'split\', \'queued\', \'rejected\'), (\'split\', \'set_aside\', \'rejected\'), (\'merge\', \'new\', \'new\'), (\'merge\', \'new\', \'rejected\'), (\'merge\', \'queued\', \'queued\'), (\'merge\', \'queued\', \'rejected\'), (\'merge\', \'set_aside\', \'set_aside\'), (\'merge\', \'set_aside\', \'rejected\'), (\'undo\', \'new\', \'new\'), (\'undo\', \'new\', \'rejected\'), (\'undo\', \'queued\', \'queued\'), (\'undo\', \'queued\', \'rejected\'), (\'undo\', \'set_aside\', \'set_aside\'), (\'undo\', \'set_aside\', \'rejected\'), (\'undo\', \'rejected\', \'new\'), (\'undo\', \'rejected\', \'queued\'), (\'undo\', \'rejected\', \'set_aside\'), (\'place\', \'new\', \'new\'), (\'place\', \'queued\', \'queued\'), (\'place\', \'set_aside\', \'set_aside\'), (\'place\', \'assigned\', \'assigned\'), (\'place\', \'agreed\', \'agreed\'), (\'place\', \'disputed\', \'disputed\'), (\'place\', \'settled\', \'settled\'), (\'evidence\', \'new\', \'new\'), (\'evidence\', \'queued\', \'queued\'), (\'evidence\', \'set_aside\', \'set_aside\'), (\'evidence\', \'assigned\', \'assigned\'), (\'evidence\', \'agreed\', \'agreed\'), (\'evidence\', \'disputed\', \'disputed\'), (\'evidence\', \'settled\', \'settled\')) THEN RAISE EXCEPTION \'the act % on a claim that is % does not make it %\', NEW.act, OLD.state, NEW.state USING ERRCODE = \'check_violation\'; END IF;\nIF (OLD."text" IS DISTINCT FROM NEW."text" OR OLD."kind" IS DISTINCT FROM NEW."kind" OR OLD."checkable" IS DISTINCT FROM NEW."checkable") AND NOT OLD.state IN (\'new\', \'queued\', \'set_aside\') AND NOT (OLD.state = \'rejected\' AND NEW.act = \'undo\') THEN RAISE EXCEPTION \'a claim that is % keeps its words\', OLD.state USING ERRCODE = \'check_violation\'; END IF;\nIF (OLD."outcome_id" IS DISTINCT FROM NEW."outcome_id") AND NEW.act NOT IN (\'submit\', \'contest\', \'settle\') THEN RAISE EXCEPTION \'a finding comes from assessments\' USING ERRCODE = \'check_violation\'; END IF;\nIF OLD.state = \'assigned\' AND NEW.state IN (\'agreed\', \'disputed\') THEN\nSELECT count(*), count(DISTINCT rating_id), (array_agg(rating_id))[1] INTO submitted, different, found FROM claims_assessment WHERE claim_id = NEW.id AND submitted_at IS NOT NULL;\nIF submitted < NEW.assessors THEN RAISE EXCEPTION \'% of % assessments are in\', submitted, NEW.assessors USING ERRCODE = \'check_violation\'; END IF;\nIF (NEW.state = \'agreed\') <> (different = 1) THEN RAISE EXCEPTION \'% ratings leave no claim %\', different, NEW.state USING ERRCODE = \'check_violation\'; END IF;\nIF NEW.state = \'agreed\' AND NEW.outcome_id IS DISTINCT FROM found THEN RAISE EXCEPTION \'the reviewers found otherwise\' USING ERRCODE = \'check_violation\'; END IF;\nEND IF;\nIF NEW.state = \'settled\' AND EXISTS (SELECT 1 FROM claims_assessment a WHERE a.claim_id = NEW.id AND a.reviewer_id = NEW.settled_by_id) THEN RAISE EXCEPTION \'who has assessed a claim does not settle it\' USING ERRCODE = \'check_violation\'; END IF;\nNEW.revision := OLD.revision + 1;\nRETURN NEW;', hash='c683e7e4f61c6ef37655b4295bc4a2b101b22553', operation='UPDATE', pgid='pgtrigger_claim_moves_by_the_table_663aa', table='claims_claim', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_claimevent" ("act", "assessors", "checkable", "checkworthiness", "created_at", "dates", "deadline", "hedged", "id", "kind", "merged_into_id", "negated", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantities", "reasons", "revision", "settled_by_id", "split_from_id", "state", "state_reason", "text") VALUES (NEW."act", NEW."assessors", NEW."checkable", NEW."checkworthiness", NEW."created_at", NEW."dates", NEW."deadline", NEW."hedged", NEW."id", NEW."kind", NEW."merged_into_id", NEW."negated", NEW."outcome_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quantities", NEW."reasons", NEW."revision", NEW."settled_by_id", NEW."split_from_id", NEW."state", NEW."state_reason", NEW."text"); RETURN NULL;', hash='c9e7f347a7b34107944cb0e7ebd4cb309ef81ad7', operation='INSERT', pgid='pgtrigger_insert_insert_df8fa', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."assessors" IS DISTINCT FROM (NEW."assessors") OR OLD."checkable" IS DISTINCT FROM (NEW."checkable") OR OLD."checkworthiness" IS DISTINCT FROM (NEW."checkworthiness") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."dates" IS DISTINCT FROM (NEW."dates") OR OLD."deadline" IS DISTINCT FROM (NEW."deadline") OR OLD."hedged" IS DISTINCT FROM (NEW."hedged") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."negated" IS DISTINCT FROM (NEW."negated") OR OLD."outcome_id" IS DISTINCT FROM (NEW."outcome_id") OR OLD."quantities" IS DISTINCT FROM (NEW."quantities") OR OLD."reasons" IS DISTINCT FROM (NEW."reasons") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."settled_by_id" IS DISTINCT FROM (NEW."settled_by_id") OR OLD."split_from_id" IS DISTINCT FROM (NEW."split_from_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."state_reason" IS DISTINCT FROM (NEW."state_reason") OR OLD."text" IS DISTINCT FROM (NEW."text"))', func='INSERT INTO "claims_claimevent" ("act", "assessors", "checkable", "checkworthiness", "created_at", "dates", "deadline", "hedged", "id", "kind", "merged_into_id", "negated", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantities", "reasons", "revision", "settled_by_id", "split_from_id", "state", "state_reason", "text") VALUES (NEW."act", NEW."assessors", NEW."checkable", NEW."checkworthiness", NEW."created_at", NEW."dates", NEW."deadline", NEW."hedged", NEW."id", NEW."kind", NEW."merged_into_id", NEW."negated", NEW."outcome_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quantities", NEW."reasons", NEW."revision", NEW."settled_by_id", NEW."split_from_id", NEW."state", NEW."state_reason", NEW."text"); RETURN NULL;', hash='530cb7a195b483cd15e2d3ac56f059a39a0025cc', operation='UPDATE', pgid='pgtrigger_update_update_fe4ba', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_claimevent" ("act", "assessors", "checkable", "checkworthiness", "created_at", "dates", "deadline", "hedged", "id", "kind", "merged_into_id", "negated", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantities", "reasons", "revision", "settled_by_id", "split_from_id", "state", "state_reason", "text") VALUES (OLD."act", OLD."assessors", OLD."checkable", OLD."checkworthiness", OLD."created_at", OLD."dates", OLD."deadline", OLD."hedged", OLD."id", OLD."kind", OLD."merged_into_id", OLD."negated", OLD."outcome_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quantities", OLD."reasons", OLD."revision", OLD."settled_by_id", OLD."split_from_id", OLD."state", OLD."state_reason", OLD."text"); RETURN NULL;', hash='41e9228d6575baf0a28e73e934ae296bf7f7baed', operation='DELETE', pgid='pgtrigger_delete_delete_dbf31', table='claims_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='evidence_is_on_a_claim', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF EXISTS (SELECT 1 FROM claims_claim c WHERE c.id = NEW.claim_id AND c.state = 'rejected') THEN RAISE EXCEPTION 'a rejected claim takes no evidence' USING ERRCODE = 'check_violation'; END IF;\nRETURN NEW;", hash='712941734e695ef72b7a53a1da2b6d2cfa7266ac', operation='INSERT', pgid='pgtrigger_evidence_is_on_a_claim_2c177', table='claims_evidence', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_evidenceevent" ("added_by_id", "citation", "claim_id", "created_at", "end", "exact", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "snapshot_id", "stance", "start", "suffix", "withdrawn_at") VALUES (NEW."added_by_id", NEW."citation", NEW."claim_id", NEW."created_at", NEW."end", NEW."exact", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."prefix", NEW."snapshot_id", NEW."stance", NEW."start", NEW."suffix", NEW."withdrawn_at"); RETURN NULL;', hash='0f220c5829c3d9043e9f98a3773020868e7dd9e9', operation='INSERT', pgid='pgtrigger_insert_insert_d2960', table='claims_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "claims_evidenceevent" ("added_by_id", "citation", "claim_id", "created_at", "end", "exact", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "snapshot_id", "stance", "start", "suffix", "withdrawn_at") VALUES (NEW."added_by_id", NEW."citation", NEW."claim_id", NEW."created_at", NEW."end", NEW."exact", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."prefix", NEW."snapshot_id", NEW."stance", NEW."start", NEW."suffix", NEW."withdrawn_at"); RETURN NULL;', hash='5dc38bcf27968000166b6ca8f2248ea4de4500f1', operation='UPDATE', pgid='pgtrigger_update_update_0cf54', table='claims_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='evidence',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_evidenceevent" ("added_by_id", "citation", "claim_id", "created_at", "end", "exact", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prefix", "snapshot_id", "stance", "start", "suffix", "withdrawn_at") VALUES (OLD."added_by_id", OLD."citation", OLD."claim_id", OLD."created_at", OLD."end", OLD."exact", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."prefix", OLD."snapshot_id", OLD."stance", OLD."start", OLD."suffix", OLD."withdrawn_at"); RETURN NULL;', hash='d9f6d088f04bc603e51b5dbf561b86b5f4e66787', operation='DELETE', pgid='pgtrigger_delete_delete_26a0f', table='claims_evidence', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_begins_as_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.stage <> 'draft' OR NEW.revision <> 1 THEN RAISE EXCEPTION 'a verdict begins as a draft' USING ERRCODE = 'check_violation'; END IF;\nIF NOT EXISTS (SELECT 1 FROM claims_claim c WHERE c.id = NEW.claim_id AND c.state IN ('agreed', 'settled')) THEN RAISE EXCEPTION 'a verdict stands on a finding, and the claim is neither agreed nor settled' USING ERRCODE = 'check_violation'; END IF;\nRETURN NEW;", hash='be2fc3794c4ab9ffd76e62e66fa40835469e5b65', operation='INSERT', pgid='pgtrigger_verdict_begins_as_draft_34683', table='claims_verdict', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_moves_by_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(func='IF (NEW.act, NEW.stage) IS DISTINCT FROM (OLD.act, OLD.stage) AND (NEW.act, OLD.stage, NEW.stage) NOT IN ((\'revise\', \'draft\', \'draft\'), (\'send\', \'draft\', \'in_review\'), (\'withdraw\', \'draft\', \'withdrawn\'), (\'send_back\', \'in_review\', \'draft\'), (\'send_back\', \'approved\', \'draft\'), (\'approve\', \'in_review\', \'approved\'), (\'publish\', \'approved\', \'published\'), (\'correct\', \'published\', \'corrected\'), (\'retract\', \'published\', \'retracted\'), (\'stale\', \'published\', \'published\'), (\'confirm\', \'published\', \'published\')) THEN RAISE EXCEPTION \'the act % on a verdict that is % does not make it %\', NEW.act, OLD.stage, NEW.stage USING ERRCODE = \'check_violation\'; END IF;\nIF OLD.stage <> \'draft\' AND (OLD."rating_id" IS DISTINCT FROM NEW."rating_id" OR OLD."summary" IS DISTINCT FROM NEW."summary" OR OLD."explanation" IS DISTINCT FROM NEW."explanation" OR OLD."grounds" IS DISTINCT FROM NEW."grounds" OR OLD."correction_note" IS DISTINCT FROM NEW."correction_note") THEN RAISE EXCEPTION \'a verdict that is % keeps its words\', OLD.stage USING ERRCODE = \'check_violation\'; END IF;\nIF (OLD."author_id" IS DISTINCT FROM NEW."author_id" OR OLD."claim_id" IS DISTINCT FROM NEW."claim_id" OR OLD."version" IS DISTINCT FROM NEW."version") THEN RAISE EXCEPTION \'a verdict keeps its author, claim and version\' USING ERRCODE = \'check_violation\'; END IF;\nIF (OLD."approved_by_id" IS DISTINCT FROM NEW."approved_by_id") AND NEW.act NOT IN (\'approve\', \'send_back\') THEN RAISE EXCEPTION \'only who approves is named\' USING ERRCODE = \'check_violation\'; END IF;\nIF (OLD."published_at" IS DISTINCT FROM NEW."published_at") AND NEW.act <> \'publish\' THEN RAISE EXCEPTION \'the moment of publication stays\' USING ERRCODE = \'check_violation\'; END IF;\nIF NEW.stage <> OLD.stage AND NEW.stage IN (\'in_review\', \'approved\', \'published\') THEN\nIF EXISTS (SELECT 1 FROM claims_rating r WHERE r.id = NEW.rating_id AND ((r.stances <> \'{}\' AND NOT EXISTS (SELECT 1 FROM claims_evidence e WHERE e.claim_id = NEW.claim_id AND e.withdrawn_at IS NULL AND e.stance = ANY(r.stances))) OR (r.asks <> \'\' AND btrim(NEW.grounds) = \'\'))) THEN RAISE EXCEPTION \'the rating lacks the evidence or the note that it asks for\' USING ERRCODE = \'check_violation\'; END IF;\nIF btrim(NEW.correction_note) = \'\' AND EXISTS (SELECT 1 FROM claims_verdict v WHERE v.claim_id = NEW.claim_id AND v.version < NEW.version AND v.stage IN (\'published\', \'corrected\', \'retracted\')) THEN RAISE EXCEPTION \'a correction needs a note to the public\' USING ERRCODE = \'check_violation\'; END IF;\nEND IF;\nNEW.revision := OLD.revision + 1;\nRETURN NEW;', hash='81e9bb6d0878717b276ae5fffaf626cd748be98e', operation='UPDATE', pgid='pgtrigger_verdict_moves_by_the_table_853e7', table='claims_verdict', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_is_never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b37efd4d9870d7c26ae37da9183895bbbbef12f8', operation='DELETE', pgid='pgtrigger_verdict_is_never_deleted_e544c', table='claims_verdict', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_verdictevent" ("act", "approved_by_id", "author_id", "claim_id", "correction_note", "created_at", "explanation", "grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "rating_id", "retraction_notice", "review_comment", "revision", "stage", "stale_reason", "stale_since", "summary", "version") VALUES (NEW."act", NEW."approved_by_id", NEW."author_id", NEW."claim_id", NEW."correction_note", NEW."created_at", NEW."explanation", NEW."grounds", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."rating_id", NEW."retraction_notice", NEW."review_comment", NEW."revision", NEW."stage", NEW."stale_reason", NEW."stale_since", NEW."summary", NEW."version"); RETURN NULL;', hash='e3c3a9fc9ddf039e47a3b55064dad8f1328f6dcf', operation='INSERT', pgid='pgtrigger_insert_insert_3cb73', table='claims_verdict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "claims_verdictevent" ("act", "approved_by_id", "author_id", "claim_id", "correction_note", "created_at", "explanation", "grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "rating_id", "retraction_notice", "review_comment", "revision", "stage", "stale_reason", "stale_since", "summary", "version") VALUES (NEW."act", NEW."approved_by_id", NEW."author_id", NEW."claim_id", NEW."correction_note", NEW."created_at", NEW."explanation", NEW."grounds", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."rating_id", NEW."retraction_notice", NEW."review_comment", NEW."revision", NEW."stage", NEW."stale_reason", NEW."stale_since", NEW."summary", NEW."version"); RETURN NULL;', hash='24b1e8d1d0c6a69798a3e8d41e881eba0b788a62', operation='UPDATE', pgid='pgtrigger_update_update_05fe6', table='claims_verdict', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "claims_verdictevent" ("act", "approved_by_id", "author_id", "claim_id", "correction_note", "created_at", "explanation", "grounds", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "rating_id", "retraction_notice", "review_comment", "revision", "stage", "stale_reason", "stale_since", "summary", "version") VALUES (OLD."act", OLD."approved_by_id", OLD."author_id", OLD."claim_id", OLD."correction_note", OLD."created_at", OLD."explanation", OLD."grounds", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."rating_id", OLD."retraction_notice", OLD."review_comment", OLD."revision", OLD."stage", OLD."stale_reason", OLD."stale_since", OLD."summary", OLD."version"); RETURN NULL;', hash='6cad6d08af67c15609abcce93bc0eb0c2b33eb48', operation='DELETE', pgid='pgtrigger_delete_delete_83861', table='claims_verdict', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='assessment',
            constraint=models.CheckConstraint(condition=models.Q(('submitted_at__isnull', True), models.Q(('rating__isnull', False), models.Q(('rationale', ''), _negated=True)), _connector='OR'), name='assessment_gives_rating_and_rationale', violation_error_message='A submitted assessment gives a rating and a rationale.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['new', 'queued', 'set_aside', 'rejected', 'assigned', 'agreed', 'disputed', 'settled'])), name='claim_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('assessors__gte', 1)), name='claim_has_a_reviewer_at_least'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome__isnull', False), ('state__in', ('agreed', 'settled'))), models.Q(models.Q(('state__in', ('agreed', 'settled')), _negated=True), ('outcome__isnull', True)), _connector='OR'), name='claim_has_a_finding_once_found'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['set_aside', 'rejected', 'settled']), _negated=True), models.Q(('state_reason', ''), _negated=True), _connector='OR'), name='claim_tells_the_reason', violation_error_message='Give a reason.'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_by__isnull', False), ('state', 'settled')), models.Q(models.Q(('state', 'settled'), _negated=True), ('settled_by__isnull', True)), _connector='OR'), name='settled_claim_names_who_settled_it'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.UniqueConstraint(condition=models.Q(('stage__in', ('draft', 'in_review', 'approved'))), fields=('claim',), name='one_verdict_on_its_way_per_claim', violation_error_message='A verdict on this claim is on its way already.'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['draft', 'in_review', 'approved', 'published', 'corrected', 'retracted', 'withdrawn'])), name='verdict_stage_is_known'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', False), ('stage__in', ['approved', 'published', 'corrected', 'retracted'])), models.Q(('approved_by__isnull', True), ('stage__in', ['draft', 'in_review', 'withdrawn'])), _connector='OR'), name='approved_verdict_names_its_approver', violation_error_message='An approved or published verdict names who approved it.'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('stage__in', ('published', 'corrected', 'retracted'))), models.Q(models.Q(('stage__in', ('published', 'corrected', 'retracted')), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='published_verdict_has_a_date', violation_error_message='A published verdict needs the moment of its publication.'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage', 'retracted'), _negated=True), models.Q(('retraction_notice', ''), _negated=True), _connector='OR'), name='retracted_verdict_has_a_notice', violation_error_message='A retraction needs a notice to the public.'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('stale_since__isnull', True), models.Q(('stale_reason', ''), _negated=True), _connector='OR'), name='stale_verdict_tells_the_reason'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='assigned_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='assignment',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='assignment',
            name='reviewer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='edit',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='edit',
            name='snapshot',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='edits', to='sources.snapshot'),
        ),
        migrations.AddField(
            model_name='edit',
            name='undone_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='assignment',
            constraint=models.UniqueConstraint(fields=('claim', 'reviewer'), name='one_place_per_reviewer_and_claim', violation_error_message='This reviewer has this claim already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='assignment',
            trigger=pgtrigger.compiler.Trigger(name='assignment_has_a_place', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE claim record;', func="SELECT state, assessors INTO claim FROM claims_claim WHERE id = NEW.claim_id FOR SHARE;\nIF claim.state <> 'assigned' THEN RAISE EXCEPTION 'a claim that is % is not assigned', claim.state USING ERRCODE = 'check_violation'; END IF;\nIF (SELECT count(*) FROM claims_assignment a WHERE a.claim_id = NEW.claim_id AND a.reviewer_id <> NEW.reviewer_id AND (a.reserved_until > now() OR EXISTS (SELECT 1 FROM claims_assessment s WHERE s.submitted_at IS NOT NULL AND s.claim_id = NEW.claim_id AND s.reviewer_id = a.reviewer_id))) >= claim.assessors THEN RAISE EXCEPTION 'every place of this claim is taken' USING ERRCODE = 'check_violation'; END IF;\nRETURN NEW;", hash='e3a045c32ab3f0ff42bbc9827e8f5244133e5976', operation='INSERT OR UPDATE', pgid='pgtrigger_assignment_has_a_place_21949', table='claims_assignment', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='edit',
            index=models.Index(fields=['snapshot', 'person', '-created_at'], name='edit_latest_first'),
        ),
        migrations.AddConstraint(
            model_name='edit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_at__isnull', True), ('undone_by__isnull', True)), models.Q(('undone_at__isnull', False), ('undone_by__isnull', False)), _connector='OR'), name='undone_edit_names_who_undid_it'),
        ),
    ]
