using AgentGateway.Domain.Sessions;

namespace AgentGateway.Domain.Tests.Sessions;

public sealed class SessionTests
{
    private static readonly SessionSpec Scripted = SessionStory.Spec with { HasInit = true, HasCleanup = true };
    private static readonly Failure Gone = SessionRejections.Lost("it is gone");

    [Fact]
    public void A_start_is_recorded_before_it_is_tried_and_its_process_before_it_is_told()
    {
        var session = SessionStory.Opened(thread: "thr_1");
        var run = Assert.IsType<RunPhase>(Assert.Single(session.Owed));
        Assert.Equal(SessionLifecycle.Created, session.State.Lifecycle);
        Assert.Equal(["session.starting"], session.Do(new BeginPhase(1, SessionPhase.Program)));
        Assert.Equal(["session_changed"], session.Do(new BeginPhase(1, SessionPhase.Program)));
        Assert.Equal(
            (SessionLifecycle.Starting, true, null),
            (session.State.Lifecycle, session.State.Active!.Begun, session.State.Active.Child));
        Assert.Empty(session.State.Notices);
        Assert.Equal(["session.started"], session.Do(new ConfirmStart(1, SessionPhase.Program, SessionStory.Child, 7)));
        Assert.Equal((SessionLifecycle.Running, 7), (session.State.Lifecycle, session.State.RunOffset));
        Assert.Contains("started", Assert.Single(session.State.Notices).Text, StringComparison.Ordinal);
        Assert.Equal(run, session.Owed[0]);
    }

    [Fact]
    public void A_program_that_ends_by_itself_completes_the_session()
    {
        var session = SessionStory.Running();
        Assert.Equal(
            ["session.exited", "session.ended"],
            session.Do(new EndPhase(1, SessionPhase.Program, new(3, null, null, []))));
        Assert.Equal((SessionLifecycle.Completed, 3), (session.State.Lifecycle, session.State.Exit?.Code));
        Assert.Empty(session.Owed);
        Assert.Empty(session.Do(new EndPhase(1, SessionPhase.Program, SessionStory.Well)));
        Assert.Empty(session.Do(new StopSession("client", true)));
    }

    [Fact]
    public void Scripts_come_before_and_after()
    {
        var session = SessionStory.Opened(Scripted);
        session.Start(SessionPhase.Init);
        Assert.Equal(SessionLifecycle.Starting, session.State.Lifecycle);
        session.End(SessionPhase.Init);
        Assert.Equal((SessionPhase.Program, false), (session.State.Active!.Phase, session.State.Active.Begun));
        session.Start(SessionPhase.Program);
        session.End(SessionPhase.Program, new(1, null, null, []));
        Assert.Equal(
            (SessionLifecycle.Stopping, SessionPhase.Cleanup), (session.State.Lifecycle, session.State.Active!.Phase));
        session.Start(SessionPhase.Cleanup);
        session.End(SessionPhase.Cleanup, new(9, null, null, []));
        Assert.Equal((SessionLifecycle.Completed, 1), (session.State.Lifecycle, session.State.Exit?.Code));
    }

    [Fact]
    public void After_an_init_script_that_failed_only_the_cleanup_follows()
    {
        var session = SessionStory.Opened(Scripted);
        session.Start(SessionPhase.Init);
        session.End(SessionPhase.Init, new(7, null, null, []));
        Assert.Equal(SessionPhase.Cleanup, session.State.Active!.Phase);
        session.Start(SessionPhase.Cleanup);
        session.End(SessionPhase.Cleanup);
        Assert.Equal(
            (SessionLifecycle.Failed, "init_failed", null),
            (session.State.Lifecycle, session.State.Failure?.Code, session.State.Exit));
    }

    [Fact]
    public void Who_stops_is_obeyed_by_degrees()
    {
        var session = SessionStory.Running(Scripted with { HasInit = false });
        Assert.Equal(["session.stop_requested"], session.Do(new StopSession("client", false)));
        Assert.Empty(session.Do(new StopSession("client", false)));
        var polite = Assert.Single(session.Owed.OfType<StopPhase>());
        Assert.Equal(["session.stop_requested"], session.Do(new StopSession("client", true)));
        Assert.Equal(
            [polite, polite with { Key = "session/ses_1@5#0", Force = true }], session.Owed.OfType<StopPhase>());
        session.End(SessionPhase.Program, new(null, 9, null, []));
        Assert.Empty(session.Owed.OfType<StopPhase>());
        session.Start(SessionPhase.Cleanup);
        Assert.Empty(session.Do(new StopSession("client", false)));
        session.End(SessionPhase.Cleanup);
        Assert.Equal(SessionLifecycle.Stopped, session.State.Lifecycle);
    }

    [Fact]
    public void What_was_stopped_before_it_began_never_begins()
    {
        var session = SessionStory.Opened();
        session.Do(new StopSession("client", false));
        Assert.Equal(["session.ended"], session.Do(new BeginPhase(1, SessionPhase.Program)));
        Assert.Equal(SessionLifecycle.Stopped, session.State.Lifecycle);
    }

    [Fact]
    public void A_limit_that_is_met_is_the_failure_of_its_run()
    {
        var session = SessionStory.Running(SessionStory.Spec with { Limits = new(TimeSeconds: 60) });
        var expire = Assert.Single(session.Owed.OfType<ExpirePhase>());
        Assert.Equal(session.Events[^1].At.AddSeconds(60), expire.NotBefore);
        Assert.Equal(
            ["session.stop_requested"], session.Do(new StopForLimit(expire.Run, expire.Phase, expire.Failure)));
        Assert.Empty(session.Owed.OfType<ExpirePhase>());
        session.End(SessionPhase.Program, new(null, 1, null, []));
        Assert.Equal((SessionLifecycle.Failed, "time_limit"), (session.State.Lifecycle, session.State.Failure?.Code));
    }

    [Fact]
    public void A_restart_waits_for_the_end_and_begins_anew()
    {
        var session = SessionStory.Running();
        session.Do(new RestartSession("client"));
        Assert.Equal(
            ["session.exited", "session.ended", "session.restarted"],
            session.Do(new EndPhase(1, SessionPhase.Program, SessionStory.Well)));
        Assert.Equal(
            (SessionLifecycle.Created, 2, null, null),
            (session.State.Lifecycle, session.State.Run, session.State.Exit, session.State.Ending));
        Assert.Empty(session.Do(new EndPhase(1, SessionPhase.Program, SessionStory.Well)));
        session.Start(SessionPhase.Program);
        Assert.Equal(SessionLifecycle.Running, session.State.Lifecycle);
    }

    [Fact]
    public void Removing_stops_first_and_forgets_afterwards()
    {
        var session = SessionStory.Running();
        session.Do(new RemoveSession("client"));
        Assert.Equal(["session_removed"], session.Do(new RestartSession("client")));
        Assert.Equal(
            ["session.exited", "session.ended", "session.removed"],
            session.Do(new EndPhase(1, SessionPhase.Program, SessionStory.Well)));
        Assert.Equal(["unknown_session"], session.Do(new RestartSession("client")));
        Assert.IsType<ForgetSession>(Assert.Single(session.Owed));
        session.Do(new ConfirmForgotten());
        Assert.Empty(session.Owed);
    }

    [Fact]
    public void A_lost_run_is_reaped_cleaned_up_and_failed()
    {
        var session = SessionStory.Running(Scripted with { HasInit = false });
        Assert.Equal(["session.lost"], session.Do(new LosePhase(1, SessionPhase.Program, Gone)));
        Assert.Equal(SessionLifecycle.Orphaned, session.State.Lifecycle);
        var reap = Assert.IsType<ReapOrphans>(Assert.Single(session.Owed));
        Assert.Equal(SessionStory.Child, reap.Child);
        Assert.Equal(["session.reaped"], session.Do(new ConfirmReap(reap.Key, [])));
        session.Start(SessionPhase.Cleanup);
        session.End(SessionPhase.Cleanup);
        Assert.Equal((SessionLifecycle.Failed, "session_lost"), (session.State.Lifecycle, session.State.Failure?.Code));
    }

    [Fact]
    public void What_cannot_be_ended_leaves_an_orphan_that_can_be_tried_again()
    {
        var session = SessionStory.Running();
        session.Do(new LosePhase(1, SessionPhase.Program, Gone));
        session.Do(new ConfirmReap(session.State.Reap!.Key, [4711]));
        Assert.Equal((SessionLifecycle.Orphaned, true), (session.State.Lifecycle, session.State.IsOver));
        Assert.Equal([4711], session.State.Exit!.Left);
        session.Do(new StopSession("client", false));
        session.Do(new ConfirmReap(session.State.Reap!.Key, []));
        Assert.Equal(SessionLifecycle.Failed, session.State.Lifecycle);
    }

    [Fact]
    public void A_cleanup_script_that_was_lost_is_not_repeated()
    {
        var session = SessionStory.Running(Scripted with { HasInit = false });
        session.End(SessionPhase.Program);
        session.Start(SessionPhase.Cleanup);
        session.Do(new LosePhase(1, SessionPhase.Cleanup, Gone));
        Assert.Equal(["session.reaped", "session.ended"], session.Do(new ConfirmReap(session.State.Reap!.Key, [])));
    }

    [Fact]
    public void A_session_that_was_left_elsewhere_is_lost_and_owes_nothing()
    {
        var session = SessionStory.Running(SessionStory.Spec with { HasInit = true, HasCleanup = true });
        session.Do(new StopSession("client", Force: false));
        Assert.Equal(
            ["session.lost", "session.reaped", "session.ended"],
            session.Do(new LoseElsewhere(SessionRejections.LostElsewhere)));
        Assert.Equal(
            (SessionLifecycle.Failed, "session_lost", true),
            (session.State.Lifecycle, session.State.Failure?.Code, session.State.IsOver));
        Assert.Empty(session.Owed);
        Assert.Empty(session.Do(new LoseElsewhere(SessionRejections.LostElsewhere)));
        Assert.Equal(["session.restarted"], session.Do(new RestartSession("client")));
    }

    [Fact]
    public void What_a_session_still_owes_when_it_is_left_elsewhere_is_not_done_there()
    {
        var created = SessionStory.Opened();
        created.Do(new LoseElsewhere(Gone));
        Assert.Empty(created.Owed);

        var reaped = SessionStory.Running();
        reaped.Do(new LosePhase(1, SessionPhase.Program, Gone));
        Assert.Equal(
            ["session.reaped", "session.ended"], reaped.Do(new LoseElsewhere(SessionRejections.LostElsewhere)));
        Assert.Empty(reaped.Owed);

        var removed = SessionStory.Running();
        removed.Do(new RemoveSession("client"));
        Assert.Equal(
            ["session.lost", "session.reaped", "session.ended", "session.removed"],
            removed.Do(new LoseElsewhere(Gone)));

        var orphaned = SessionStory.Running();
        orphaned.Do(new LosePhase(1, SessionPhase.Program, Gone));
        orphaned.Do(new ConfirmReap(orphaned.State.Reap!.Key, [4712]));
        Assert.Equal(SessionLifecycle.Orphaned, orphaned.State.Lifecycle);
        orphaned.Do(new LoseElsewhere(Gone));
        Assert.Equal(SessionLifecycle.Failed, orphaned.State.Lifecycle);

        var ended = SessionStory.Running();
        ended.End(SessionPhase.Program);
        Assert.Empty(ended.Do(new LoseElsewhere(Gone)));
    }

    [Fact]
    public void A_start_in_doubt_is_taken_over_or_lost_and_never_tried_again()
    {
        var session = SessionStory.Opened();
        session.Do(new BeginPhase(1, SessionPhase.Program));
        Assert.Equal(["session_changed"], session.Do(new BeginPhase(1, SessionPhase.Program)));
        Assert.Equal(
            ["session.adopted"],
            session.Do(new AdoptPhase(1, SessionPhase.Program, SessionStory.Child, new(0, "no daemon was running"))));
        Assert.Equal(SessionLifecycle.Running, session.State.Lifecycle);
    }

    [Fact]
    public void A_program_that_could_not_be_started_fails_its_session()
    {
        var session = SessionStory.Opened();
        session.Do(new BeginPhase(1, SessionPhase.Program));
        Assert.Equal(
            ["session.start_failed", "session.ended"],
            session.Do(new FailStart(1, SessionPhase.Program, new("no_terminal_left", "None.", "Wait."))));
        Assert.Equal(
            (SessionLifecycle.Failed, "no_terminal_left"), (session.State.Lifecycle, session.State.Failure?.Code));
    }

    [Fact]
    public void A_thread_is_told_one_thing_after_the_other_and_the_oldest_news_go_when_it_cannot_be_reached()
    {
        var session = SessionStory.Running(thread: "thr_1");
        for (var change = 0; change < 30; change++)
            session.Do(new NoteStatus(1, change % 2 == 0 ? "working" : "idle", "because"));
        Assert.Single(session.Owed.OfType<TellThread>());
        Assert.Contains("started", session.State.Notices[0].Text, StringComparison.Ordinal);
        Assert.InRange(session.State.Notices.Length, 2, 8);
        session.Do(new ConfirmNotice(session.State.Notices[0].Key));
        Assert.Contains("is now", session.Owed.OfType<TellThread>().Single().Text, StringComparison.Ordinal);
        Assert.Empty(session.Do(new NoteStatus(1, session.State.Status!.Status, "again")));
        Assert.Empty(session.Do(new NoteStatus(0, "question", "an earlier run")));
    }

    [Fact]
    public void A_state_at_all_its_limits_is_stored_in_64_KiB()
    {
        const int ArgumentBytesMax = 20 * 1024;
        const int NameBytesMax = 8 * 1024;
        var worst = new string('\u0001', 5000);
        var session = SessionStory.Running(
            SessionStory.Spec with
            {
                Arguments = [new string('a', ArgumentBytesMax)],
                EnvironmentNames = [new string('b', NameBytesMax)],
                HasCleanup = true,
            }, "thr_1");
        for (var time = 0; time < 100; time++)
        {
            session.Do(new NoteStatus(1, time % 2 == 0 ? "working" : "idle", worst));
            session.Do(new NoteGap(new(time, new string('ż', 5000))));
        }

        session.Do(new LosePhase(1, SessionPhase.Program, new("session_lost", worst, worst)));
        session.Do(new ConfirmReap(session.State.Reap!.Key, [.. Enumerable.Range(1_000_000, 10_000)]));
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(SessionStory.Text(session.State)), 1, 64 * 1024);
    }
}
