using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Tasks;

namespace AgentGateway.Domain.Tests.Tasks;

public sealed class TaskTests
{
    private readonly TaskStory _task = new();

    [Fact]
    public void A_task_is_queued_claimed_and_completed()
    {
        Assert.Null(_task.Open());
        Assert.Equal((TaskPhase.Queued, 0, 0L), (_task.State.Phase, _task.State.Attempt, _task.State.Epoch));
        Assert.Equal(["AdmitTask"], _task.OwedNames);
        Assert.Null(_task.Claim());
        Assert.Equal((TaskPhase.Running, 1, 1L), (_task.State.Phase, _task.State.Attempt, _task.State.Epoch));
        Assert.Equal(["CarryOutTask"], _task.OwedNames);
        Assert.Null(_task.Complete());
        Assert.Equal(TaskPhase.Completed, _task.State.Phase);
        Assert.Empty(_task.Owed);
        Assert.Equal("task_not_retryable", _task.Do(new RetryTask()));
        Assert.Equal("task_ended", _task.Do(new CancelTask(null)));
    }

    [Fact]
    public void One_that_has_ended_is_deleted_with_all_that_it_says()
    {
        _task.Open(thread: "thr_1", title: "Secret");
        _task.Do(new DeleteTask());
        Assert.False(_task.State.IsDeleted);
        _task.Claim();
        _task.Complete();
        Assert.Null(_task.Do(new DeleteTask()));
        Assert.Equal((TaskPhase.Completed, "", true), (_task.State.Phase, _task.State.Title, _task.State.IsDeleted));
        Assert.DoesNotContain("Secret", _task.Text);
        Assert.Equal(["EraseTask"], _task.OwedNames);
        Assert.True(Assert.Single(TaskMachine.Project(AgentTask.Initial, null!, _task.State)).IsRemoved);
        Assert.Equal("unknown_task", _task.Do(new RetryTask()));
        var events = _task.Events.Count;
        Assert.Null(_task.Do(new DeleteTask()));
        Assert.Equal(events, _task.Events.Count);
        Assert.Null(_task.Do(new ConfirmTaskErased()));
        Assert.Empty(_task.Owed);
    }

    [Fact]
    public void Opening_twice_opens_once()
    {
        _task.Open();
        Assert.Null(_task.Open(title: "Another"));
        Assert.Single(_task.Events);
        Assert.Equal("unknown_task", new TaskStory().Do(new CancelTask(null)));
    }

    [Fact]
    public void What_cannot_be_a_task_is_refused()
    {
        Assert.Equal("missing_argument", _task.Open(title: "  "));
        Assert.Equal("title_too_long", _task.Open(title: new('x', 201)));
        Assert.Equal("invalid_argument", _task.Open(retries: 21));
        Assert.Equal("invalid_argument", _task.Open(retries: -1));
        Assert.Equal("too_many_dependencies", _task.Open(Enumerable.Range(0, 101).Select(number => $"tsk_{number}a")));
        Assert.Equal("deadline_passed", _task.Open(deadline: TaskStory.Start));
        Assert.Equal("dependency_cycle", _task.Open(["tsk_1"]));
        _task.Rules = _task.Rules with { WorkCharactersMax = 5 };
        Assert.Equal("text_too_long", _task.Open());
        Assert.Empty(_task.Events);
    }

    [Fact]
    public void It_waits_for_all_that_it_depends_on()
    {
        _task.Open(["tsk_a", "tsk_b", "tsk_a"]);
        Assert.Equal((TaskPhase.Waiting, TaskWaitKind.Dependency), (_task.State.Phase, _task.State.Wait!.For));
        Assert.Equal(["tsk_a", "tsk_b"], _task.Owed.Cast<WatchDependency>().Select(effect => effect.Task.Value));
        Assert.Equal("stale_claim", _task.Claim());
        _task.Settle("tsk_b");
        _task.Settle("tsk_b", TaskPhase.Failed);
        Assert.Equal(["tsk_a"], _task.Owed.Cast<WatchDependency>().Select(effect => effect.Task.Value));
        _task.Settle("tsk_a");
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
    }

    [Theory]
    [InlineData(FailurePolicy.Fail, TaskPhase.Failed, TaskPhase.Failed)]
    [InlineData(FailurePolicy.Fail, TaskPhase.Cancelled, TaskPhase.Failed)]
    [InlineData(FailurePolicy.Skip, TaskPhase.Failed, TaskPhase.Cancelled)]
    [InlineData(FailurePolicy.Run, TaskPhase.Failed, TaskPhase.Queued)]
    public void A_failed_dependency_does_what_the_task_says(
        FailurePolicy policy, TaskPhase dependency, TaskPhase expected)
    {
        _task.Open(["tsk_a", "tsk_b"], policy);
        _task.Settle("tsk_a", dependency);
        if (policy == FailurePolicy.Run)
        {
            Assert.Equal(TaskPhase.Waiting, _task.State.Phase);
            _task.Settle("tsk_b");
        }

        Assert.Equal(expected, _task.State.Phase);
        if (policy != FailurePolicy.Run) Assert.Equal("dependency_failed", _task.State.Failure!.Code);
    }

    [Fact]
    public void It_waits_for_its_time_by_the_effect_and_not_by_the_clock()
    {
        _task.Open(notBefore: TaskStory.Start.AddHours(1));
        var wake = Assert.IsType<WakeTask>(Assert.Single(_task.Owed));
        Assert.Equal(TaskStory.Start.AddHours(1), wake.NotBefore);
        Assert.Null(_task.Do(new ComeDue("another")));
        Assert.Equal(TaskPhase.Waiting, _task.State.Phase);
        _task.Now = TaskStory.Start.AddDays(-1);
        _task.ComeDue();
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
    }

    [Fact]
    public void A_failure_is_retried_after_ever_longer_pauses()
    {
        _task.Open(retries: 3);
        List<double> pauses = [];
        for (var run = 1; run <= 4; run++)
        {
            _task.Claim();
            Assert.Equal(run, _task.State.Attempt);
            _task.Fail();
            if (run == 4) break;
            Assert.Equal((TaskPhase.Waiting, TaskWaitKind.Time), (_task.State.Phase, _task.State.Wait!.For));
            pauses.Add((_task.State.Wait.Until!.Value - _task.Now).TotalSeconds);
            _task.ComeDue();
        }

        Assert.Equal(TaskPhase.Failed, _task.State.Phase);
        Assert.InRange(pauses[0], 2.5, 7.5);
        Assert.InRange(pauses[1], 5, 15);
        Assert.InRange(pauses[2], 10, 30);
        Assert.Null(_task.Do(new RetryTask()));
        Assert.Equal((TaskPhase.Queued, 0), (_task.State.Phase, _task.State.RetriesUsed));
    }

    [Fact]
    public void What_will_not_get_better_is_not_retried_and_neither_is_what_would_come_too_late()
    {
        _task.Open(retries: 3);
        _task.Claim();
        _task.Fail(final: true);
        Assert.Equal(TaskPhase.Failed, _task.State.Phase);
        var late = new TaskStory();
        late.Open(retries: 3, deadline: TaskStory.Start.AddSeconds(2));
        late.Claim();
        late.Fail();
        Assert.Equal(TaskPhase.Failed, late.State.Phase);
    }

    [Fact]
    public void An_attempt_that_was_given_up_changes_nothing()
    {
        _task.Open(retrySafe: true);
        _task.Claim("own_1");
        var former = _task.State.Epoch;
        _task.Do(new LoseRun(former, false));
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
        _task.Claim("own_2");
        Assert.Equal("stale_claim", _task.Do(new CompleteRun(former, "mine", 0)));
        Assert.Equal("stale_claim", _task.Do(new FailRun(former, new("x", "x"), null, null, false)));
        Assert.Equal("stale_claim", _task.Do(new LinkRun(former, new())));
        Assert.Equal(
            "stale_claim", _task.Do(new AwaitPerson(former, TaskWaitKind.Approval, PersonRequestId.Of("apr_1"), true)));
        Assert.Equal("stale_claim", _task.Do(new AdoptRun(former, "own_1")));
        Assert.Null(_task.Complete());
        Assert.Equal("stale_claim", _task.Complete());
    }

    [Fact]
    public void A_run_in_doubt_waits_for_a_decision_unless_it_may_be_repeated()
    {
        _task.Open(retries: 5);
        _task.Claim();
        _task.Do(new LoseRun(_task.State.Epoch, false));
        Assert.Equal((TaskPhase.Blocked, "interrupted"), (_task.State.Phase, _task.State.Failure!.Code));
        Assert.Empty(_task.Owed);
        Assert.Null(_task.Do(new RetryTask()));
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);

        _task.Claim();
        _task.Do(new LoseRun(_task.State.Epoch, Repeatable: true));
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
    }

    [Fact]
    public void What_crashes_again_and_again_is_not_repeated_for_ever()
    {
        _task.Open(retrySafe: true);
        for (var crash = 0; crash < TaskRules.CrashesMax; crash++)
        {
            _task.Claim();
            _task.Do(new LoseRun(_task.State.Epoch, false));
            Assert.Equal(TaskPhase.Queued, _task.State.Phase);
        }

        _task.Claim();
        _task.Do(new LoseRun(_task.State.Epoch, false));
        Assert.Equal(TaskPhase.Blocked, _task.State.Phase);
    }

    [Fact]
    public void A_run_that_can_be_followed_is_taken_over_under_a_new_number()
    {
        _task.Open();
        _task.Claim("own_1");
        _task.Do(new LinkRun(1, new(new("thr_1"), new("turn_1"))));
        var before = Assert.Single(_task.Owed).Key;
        Assert.Null(_task.Do(new AdoptRun(1, "own_2")));
        Assert.Equal(
            (2L, "own_2", 1, TaskPhase.Running),
            (_task.State.Epoch, _task.State.Owner, _task.State.Attempt, _task.State.Phase));
        Assert.Equal("turn_1", _task.State.Link!.Turn!.Value.Value);
        Assert.NotEqual(before, Assert.Single(_task.Owed).Key);
    }

    [Fact]
    public void A_run_that_goes_on_by_itself_keeps_its_claim_while_it_waits()
    {
        _task.Open();
        _task.Claim();
        _task.Do(new AwaitPerson(1, TaskWaitKind.Approval, PersonRequestId.Of("apr_1"), Held: true));
        Assert.Equal((TaskPhase.Waiting, true), (_task.State.Phase, _task.State.NeedsPerson));
        Assert.Equal(["CarryOutTask"], _task.OwedNames);
        Assert.Null(_task.Do(new ReleaseTask(PersonRequestId.Of("apr_2"))));
        _task.Do(new ResumeRun(1));
        Assert.Equal((TaskPhase.Running, 1L), (_task.State.Phase, _task.State.Epoch));
        Assert.Null(_task.Complete());
    }

    [Fact]
    public void A_run_that_asked_is_claimed_anew_as_the_same_attempt()
    {
        _task.Open();
        _task.Claim();
        _task.Do(new AwaitPerson(1, TaskWaitKind.Question, PersonRequestId.Of("qst_1"), Held: false));
        Assert.Empty(_task.Owed);
        Assert.Equal("stale_claim", _task.Complete());
        _task.Do(new ReleaseTask(PersonRequestId.Of("qst_2")));
        Assert.Equal(TaskPhase.Waiting, _task.State.Phase);
        _task.Do(new ReleaseTask(PersonRequestId.Of("qst_1")));
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
        _task.Do(new ReleaseTask(PersonRequestId.Of("qst_1")));
        _task.Claim();
        Assert.Equal((1, 2L), (_task.State.Attempt, _task.State.Epoch));
    }

    [Fact]
    public void An_answer_that_comes_before_the_waiting_is_not_lost()
    {
        _task.Open();
        _task.Claim();
        _task.Do(new ReleaseTask(PersonRequestId.Of("apr_1")));
        _task.Do(new AwaitPerson(1, TaskWaitKind.Approval, PersonRequestId.Of("apr_1"), Held: false));
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
        _task.Claim();
        Assert.Equal(1, _task.State.Attempt);
        _task.Do(new AwaitPerson(2, TaskWaitKind.Approval, PersonRequestId.Of("apr_2"), Held: false));
        Assert.Equal(TaskPhase.Waiting, _task.State.Phase);
    }

    [Theory]
    [InlineData("apr_old", "apr_new")]
    [InlineData("apr_new", "apr_old")]
    public void What_is_asked_anew_and_decided_at_once_is_not_waited_for(params string[] ends)
    {
        _task.Open();
        _task.Claim();
        foreach (var ask in ends) _task.Do(new ReleaseTask(PersonRequestId.Of(ask)));
        _task.Do(new AwaitPerson(1, TaskWaitKind.Approval, PersonRequestId.Of("apr_new"), Held: false));
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
    }

    [Fact]
    public void Cancelling_owes_the_end_of_what_runs_and_of_the_children()
    {
        _task.Open();
        _task.Claim();
        _task.Do(new LinkRun(1, new(new("thr_1"), new("turn_1"))));
        Assert.Null(_task.Do(new CancelTask(null)));
        Assert.Equal(["CancelTaskChildren", "StopTaskWork"], _task.OwedNames);
        Assert.Equal("stale_claim", _task.Complete());
        Assert.Null(_task.Do(new CancelTask(null)));
        foreach (var effect in _task.Owed)
            _task.Do(
                effect is StopTaskWork ? new ConfirmStopped(effect.Key) : new ConfirmChildrenCancelled(effect.Key));
        Assert.Empty(_task.Owed);
    }

    [Fact]
    public void What_was_asked_for_a_cancelled_task_is_withdrawn()
    {
        _task.Open();
        _task.Claim();
        _task.Do(new AwaitPerson(1, TaskWaitKind.Approval, PersonRequestId.Of("apr_1"), Held: false));
        _task.Do(new CancelTask("no longer"));
        Assert.Equal("apr_1", _task.State.Stop!.Request?.Value);
    }

    [Fact]
    public void A_deadline_ends_whatever_has_not_ended()
    {
        var deadline = TaskStory.Start.AddMinutes(1);
        _task.Open(deadline: deadline);
        Assert.Contains(_task.Owed, effect => effect is ExpireTaskEffect && effect.NotBefore == deadline);
        _task.Claim();
        _task.Do(new LinkRun(1, new(Session: new("ses_1"), Command: new("cmd_1"))));
        Assert.Null(_task.Do(new ExpireTask(deadline.AddMinutes(1))));
        Assert.Equal(TaskPhase.Running, _task.State.Phase);
        _task.Do(new ExpireTask(deadline));
        Assert.Equal((TaskPhase.Failed, "deadline_passed"), (_task.State.Phase, _task.State.Failure!.Code));
        Assert.Equal(["StopTaskWork"], _task.OwedNames);
        _task.Now = deadline.AddMinutes(1);
        _task.Do(new RetryTask());
        Assert.Null(_task.State.Deadline);
    }

    [Fact]
    public void A_retry_waits_again_for_dependencies_that_had_not_completed()
    {
        _task.Open(["tsk_a", "tsk_b"]);
        _task.Settle("tsk_a");
        _task.Settle("tsk_b", TaskPhase.Failed);
        Assert.Equal(TaskPhase.Failed, _task.State.Phase);
        _task.Do(new RetryTask());
        Assert.Equal(["tsk_b"], _task.Owed.OfType<WatchDependency>().Select(effect => effect.Task.Value));
        _task.Settle("tsk_b");
        Assert.Equal(TaskPhase.Queued, _task.State.Phase);
    }

    [Fact]
    public void What_has_not_begun_can_be_changed()
    {
        _task.Open();
        var queued = Assert.Single(_task.Owed).Key;
        Assert.Equal("nothing_to_change", _task.Do(new ChangeTask(null, null, null, null, null, null, null)));
        _task.Do(new ChangeTask("New", TaskPriority.Urgent, null, null, 2, null, null));
        Assert.Equal(("New", TaskPriority.Urgent, 2), (_task.State.Title, _task.State.Priority, _task.State.Retries));
        Assert.NotEqual(queued, Assert.Single(_task.Owed).Key);
        _task.Do(new ChangeTask(null, null, [new("tsk_a")], null, null, null, null));
        Assert.Equal(TaskPhase.Waiting, _task.State.Phase);
        Assert.Equal("dependency_cycle", _task.Do(new ChangeTask(null, null, [new("tsk_1")], null, null, null, null)));
        _task.Do(new ChangeTask(null, null, [], null, null, TaskStory.Start.AddHours(1), null));
        Assert.Equal(TaskWaitKind.Time, _task.State.Wait!.For);
        _task.Do(new ChangeTask(null, null, null, null, null, DateTimeOffset.MinValue, null));
        Assert.Equal((TaskPhase.Queued, null), (_task.State.Phase, _task.State.NotBefore));
        _task.Claim();
        Assert.Equal("task_started", _task.Do(new ChangeTask(null, null, [new("tsk_a")], null, null, null, null)));
        Assert.Null(
            _task.Do(new ChangeTask(null, TaskPriority.Low, null, null, null, null, TaskStory.Start.AddHours(2))));
        Assert.Null(_task.Do(new ChangeTask(null, null, null, null, null, null, DateTimeOffset.MaxValue)));
        Assert.Null(_task.State.Deadline);
        _task.Complete();
        Assert.Equal("task_ended", _task.Do(new ChangeTask("Newer", null, null, null, null, null, null)));
    }

    [Fact]
    public void Its_thread_is_told_of_the_start_the_waiting_and_the_end()
    {
        _task.Open(thread: "thr_1");
        Assert.Empty(_task.State.Notices);
        _task.Claim();
        _task.Do(new AwaitPerson(1, TaskWaitKind.Approval, PersonRequestId.Of("apr_1"), Held: true));
        _task.Do(new ResumeRun(1));
        _task.Complete();
        Assert.Equal(
            ["Task \"Tidy up\" (tsk_1) started.", "Task \"Tidy up\" (tsk_1) waits for an approval (apr_1).",
                "Task \"Tidy up\" (tsk_1) completed."],
            _task.Owed.Cast<PostTaskNotice>().Select(effect => effect.Text));
        foreach (var effect in _task.Owed) _task.Do(new ConfirmNotice(effect.Key));
        Assert.Empty(_task.Owed);
    }

    [Fact]
    public void Long_circles_are_named_by_their_ends()
    {
        var circle = Enumerable.Range(0, 10_000).Select(number => TaskId.Of($"tsk_{number}")).ToArray();
        var message = TaskRejections.Cycle(circle).Message;
        Assert.Contains("tsk_0 → tsk_1 →", message, StringComparison.Ordinal);
        Assert.EndsWith("tsk_9998 → tsk_9999.", message, StringComparison.Ordinal);
        Assert.True(message.Length < 400);
    }
}
