using AgentGateway.Domain.CommandQueues;

namespace AgentGateway.Domain.Tests.CommandQueues;

public sealed class CommandQueueTests
{
    private readonly QueueStory _queue = new();

    [Fact]
    public void What_was_enqueued_first_runs_first()
    {
        Add("a", "b", "c");
        Assert.Equal(["a", "b", "c"], [_queue.Run(), _queue.Run(), _queue.Run()]);
        Assert.Null(_queue.Due);
    }

    [Fact]
    public void What_is_more_urgent_runs_first()
    {
        _queue.Add("low", CommandPriority.Low);
        _queue.Add("normal");
        _queue.Add("high", CommandPriority.High);
        _queue.Add("urgent", CommandPriority.Urgent);
        _queue.Add("urgent2", CommandPriority.Urgent);
        Assert.Equal(["urgent", "urgent2", "high", "normal", "low"], Enumerable.Range(0, 5).Select(_ => _queue.Run()));
    }

    [Fact]
    public void What_comes_while_one_runs_waits_however_urgent_it_is()
    {
        _queue.Add("a");
        _queue.Begin("a");
        _queue.Add("b", CommandPriority.Urgent);
        Assert.Equal("a", _queue.Due);
        Assert.Equal("not_next", _queue.Begin("b"));
        Assert.Equal("command_running", _queue.Begin("a"));
        _queue.End("a");
        Assert.Equal("b", _queue.Due);
    }

    [Fact]
    public void What_is_more_urgent_passes_one_that_was_next_and_had_not_begun()
    {
        _queue.Add("a");
        _queue.Add("b", CommandPriority.High);
        Assert.Equal("not_next", _queue.Begin("a"));
        Assert.Null(_queue.Begin("b"));
    }

    [Fact]
    public void An_obligation_keeps_its_key_until_it_is_settled()
    {
        _queue.Add("a");
        _queue.Begin("a");
        _queue.Add("b");
        Assert.Equal("queue/ses_1@1#0", CommandQueueMachine.Owed(_queue.State).Single().Key);
        _queue.End("a");
        Assert.Equal("queue/ses_1@3#0", CommandQueueMachine.Owed(_queue.State).Single().Key);
    }

    [Theory]
    [InlineData("success", 0, "Succeeded")]
    [InlineData("success", 1, "Skipped")]
    [InlineData("success", null, "Skipped")]
    [InlineData("failure", 0, "Skipped")]
    [InlineData("failure", 7, "Succeeded")]
    [InlineData("failure", null, "Succeeded")]
    [InlineData("always", 0, "Succeeded")]
    [InlineData("always", 9, "Succeeded")]
    [InlineData("exit:3", 3, "Succeeded")]
    [InlineData("exit:3", 4, "Skipped")]
    [InlineData("exit:0", 0, "Succeeded")]
    [InlineData("exit:0", null, "Skipped")]
    public void A_condition_decides_whether_a_command_runs(string when, int? exitCode, string becomes)
    {
        _queue.Add("a");
        _queue.Add("b", when: when, dependsOn: "a");
        _queue.Run(exitCode);
        if (_queue.Due is not null) Assert.Equal("b", _queue.Run());
        Assert.Equal(becomes, _queue.StateOf("b"));

        // The same for one that is enqueued afterwards.
        _queue.Add("c", when: when, dependsOn: "a");
        if (_queue.Due is not null) Assert.Equal("c", _queue.Run());
        Assert.Equal(becomes, _queue.StateOf("c"));
    }

    [Fact]
    public void What_depends_on_a_skipped_command_is_judged_in_turn()
    {
        _queue.Add("a");
        _queue.Add("b", when: "success", dependsOn: "a");
        _queue.Add("c", when: "success", dependsOn: "b");
        _queue.Add("d", when: "failure", dependsOn: "b");
        _queue.Add("e", when: "always", dependsOn: ["b", "c"]);
        _queue.Run(exitCode: 1);
        Assert.Equal(
            ["Skipped", "Skipped", "Skipped", "Waiting"], ((string[])["b", "c", "d", "e"]).Select(_queue.StateOf));
        Assert.Equal("e", _queue.Run());
        Assert.Equal("b", _queue.Rows[new("c")].Reason);
    }

    [Fact]
    public void All_dependencies_have_to_have_ended()
    {
        Add("a", "b");
        _queue.Add("c", CommandPriority.Urgent, dependsOn: ["a", "b"]);
        Assert.Equal(["a", "b", "c"], [_queue.Run(), _queue.Run(), _queue.Run()]);
    }

    [Fact]
    public void What_is_taken_out_never_runs_and_what_depends_on_it_is_judged()
    {
        Add("a", "b");
        _queue.Add("c", dependsOn: "b");
        _queue.Add("d", when: "always", dependsOn: "b");
        Assert.Null(_queue.Do(new WithdrawCommand(new("b"))));
        Assert.Equal(["a", "d"], [_queue.Run(), _queue.Run()]);
        Assert.Equal(["Cancelled", "Skipped"], [_queue.StateOf("b"), _queue.StateOf("c")]);
        Assert.Equal("command_over", _queue.Do(new WithdrawCommand(new("b"))));
        Assert.Equal("unknown_command", _queue.Do(new WithdrawCommand(new("nobody"))));
    }

    [Fact]
    public void What_has_begun_cannot_be_taken_out()
    {
        _queue.Add("a");
        _queue.Begin("a");
        Assert.Equal("command_running", _queue.Do(new WithdrawCommand(new("a"))));
    }

    [Fact]
    public void Only_one_end_counts()
    {
        Add("a", "b");
        _queue.Run(exitCode: 3);
        Assert.Null(_queue.Do(new EndCommand(new("a"), new(0, null, 0, 0, 0)), out var again));
        Assert.Null(_queue.Do(new LoseCommand(new("a"), "late"), out var lost));
        Assert.Null(_queue.End("b"));
        Assert.Empty(again);
        Assert.Empty(lost);
        Assert.Equal((CommandState.Failed, 3), (_queue.Rows[new("a")].State, _queue.Rows[new("a")].ExitCode));
        Assert.Equal(CommandState.Waiting, _queue.Rows[new("b")].State);
    }

    [Fact]
    public void A_command_whose_end_is_unknown_neither_succeeded_nor_failed()
    {
        _queue.Add("a");
        _queue.Add("b", dependsOn: "a");
        _queue.Add("c", when: "failure", dependsOn: "a");
        _queue.Add("d", when: "always", dependsOn: "a");
        _queue.Begin("a");
        _queue.Do(new LoseCommand(new("a"), "daemon_restarted"));
        Assert.Equal(
            ["Unknown", "Skipped", "Skipped", "Waiting"], ((string[])["a", "b", "c", "d"]).Select(_queue.StateOf));
    }

    [Fact]
    public void With_its_session_the_whole_queue_goes()
    {
        Add("a", "b", "c");
        _queue.Begin("a");
        Assert.Null(_queue.Do(new CloseQueue("session_removed")));
        Assert.Equal(["Unknown", "Cancelled", "Cancelled"], ((string[])["a", "b", "c"]).Select(_queue.StateOf));
        Assert.Empty(_queue.State.Open);
        Assert.Null(_queue.Due);
    }

    [Fact]
    public void The_result_is_kept()
    {
        _queue.Add("a");
        _queue.Begin("a");
        Assert.Equal(
            (CommandState.Running, 100L), (_queue.Rows[new("a")].State, _queue.Rows[new("a")].FromOffset!.Value));
        _queue.End("a", 2);
        var row = _queue.Rows[new("a")];
        Assert.Equal(
            new QueuedCommandRow(new("a"), new("ses_1"), 1, CommandState.Failed)
            {
                ExitCode = 2, FromOffset =
                    120, ToOffset = 200, DurationMs = 5, StartedAt = row.StartedAt, EndedAt = row.EndedAt,
            },
            row);
        Assert.True(row.StartedAt < row.EndedAt);
    }

    [Fact]
    public void A_repeated_command_is_in_the_queue_once()
    {
        Add("a", "a");
        Assert.Single(_queue.State.Open);
        _queue.Run();
        _queue.Add("a");
        Assert.Empty(_queue.State.Open);
    }

    [Fact]
    public void What_the_queue_has_forgotten_can_still_be_depended_on()
    {
        Assert.Null(_queue.Do(With([new(new("old"), CommandState.Failed, 3)])));
        Assert.Equal("Skipped", _queue.StateOf("new"));
        Assert.Equal("unknown_command", new QueueStory().Do(With([])));

        static AddCommand With(IReadOnlyList<EndedCommand> past) =>
            new(new("new"), "make", CommandPriority.Normal, [new("old")], default, past, 10);
    }

    [Theory]
    [InlineData("", "success", "empty_command")]
    [InlineData(" \n", "success", "empty_command")]
    [InlineData("a\0b", "success", "invalid_command")]
    [InlineData("make", "failure", "missing_argument")]
    [InlineData("make", "exit:3", "missing_argument")]
    [InlineData("make", "always", null)]
    public void What_makes_no_sense_is_refused(string text, string when, string? code) =>
        Assert.Equal(code, _queue.Add("a", when: when, text: text));

    [Fact]
    public void Limits_are_refused_when_they_are_met()
    {
        Assert.Equal("command_too_long", _queue.Add("a", text: new('ż', CommandQueueMachine.TextBytesMax / 2 + 1)));
        Assert.Null(_queue.Add("a", text: new('ż', CommandQueueMachine.TextBytesMax / 2)));
        Assert.Equal(
            "too_many_dependencies",
            _queue.Add("b", dependsOn: [.. Enumerable.Repeat("a", CommandQueueMachine.DependenciesMax + 1)]));
        Assert.Equal("unknown_command", _queue.Add("b", dependsOn: ["b"]));
        for (var count = 1; count < CommandQueueMachine.OpenMax; count++) Assert.Null(_queue.Add($"c{count}"));
        Assert.Equal("queue_full", _queue.Add("one too many"));
    }

    [Theory]
    [InlineData("exit:")]
    [InlineData("exit:-1")]
    [InlineData("exit:256")]
    [InlineData("exit:1.5")]
    [InlineData("EXIT:1")]
    [InlineData("exit: 1")]
    [InlineData("never")]
    public void An_unknown_condition_is_told(string text) => Assert.Null(CommandCondition.Parse(text));

    private void Add(params string[] ids)
    {
        foreach (var id in ids) Assert.Null(_queue.Add(id));
    }
}
