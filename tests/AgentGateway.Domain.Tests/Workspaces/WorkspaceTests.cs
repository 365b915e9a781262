using System.Text.Json;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Workspaces;

namespace AgentGateway.Domain.Tests.Workspaces;

/// <summary>The law of a workspace.</summary>
public sealed class WorkspaceTests
{
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);
    private static readonly StreamId Stream = new("workspace/search");
    private static readonly WorkspacePlan Plan = new(
        WorkspaceKind.Worktree, "/w/search")
    {
        Repository = "/src",
        GitDirectory = "/src/.git",
        Branch = "agw/search",
        BranchIsNew = true,
        Start = "c0ffee",
        Base = "main",
        BaseCommit = "c0ffee",
        FirstPort = 20_000,
        PortCount = 10,
        Setup = "make",
        Mark = "wsp_1",
    };
    private static readonly Failure Failure = new("setup_failed", "It failed.", "Look.");

    private static readonly WorkspaceCommand[] Commands =
    [
        new OpenWorkspace(Plan), new BeginSetup(), new FinishWorkspace(
            [".agw/context/plan.md"]), new FailWorkspace(Failure), new RequestRemoval(false), new RequestRemoval(true),
        new SettleRemoval(), new RefuseRemoval(Failure),
    ];

    [Fact]
    public void A_workspace_is_owed_its_making_until_it_is_ready()
    {
        Assert.Equal(
            [new PrepareWorkspace("workspace/search@1#0")],
            WorkspaceMachine.Owed(After(new OpenWorkspace(Plan), new BeginSetup())));
        var ready = After(new OpenWorkspace(Plan), new BeginSetup(), new FinishWorkspace(["a"]));
        Assert.Empty(WorkspaceMachine.Owed(ready));
        Assert.Equal(
            (WorkspaceLifecycle.Ready, null, "operator", At),
            (ready.Lifecycle, ready.Plan!.Setup, ready.CreatedBy, ready.CreatedAt));
    }

    [Fact]
    public void A_name_that_is_in_use_is_taken() =>
        Assert.Equal(
            "name_taken", Refusal(After(new OpenWorkspace(Plan), new FinishWorkspace([])), new OpenWorkspace(Plan)));

    [Fact]
    public void A_removed_name_can_be_used_again()
    {
        var removed = After(
            new OpenWorkspace(Plan), new FinishWorkspace([]), new RequestRemoval(false), new SettleRemoval());
        Assert.Equal(WorkspaceState.Initial, removed);
        Assert.Null(WorkspaceMachine.Decide(removed, new OpenWorkspace(Plan)).Rejection);
    }

    [Fact]
    public void What_failed_before_its_setup_leaves_the_name_free_and_what_failed_in_it_does_not()
    {
        Assert.Null(
            WorkspaceMachine.Decide(
                After(new OpenWorkspace(Plan), new FailWorkspace(Failure)), new OpenWorkspace(Plan)).Rejection);
        Assert.Equal(
            "name_taken",
            Refusal(After(
                new OpenWorkspace(Plan), new BeginSetup(), new FailWorkspace(Failure)), new OpenWorkspace(Plan)));
    }

    [Fact]
    public void A_setup_script_is_never_begun_twice() =>
        Assert.Equal("setup_in_doubt", Refusal(After(new OpenWorkspace(Plan), new BeginSetup()), new BeginSetup()));

    [Fact]
    public void What_is_being_made_is_removed_only_by_force()
    {
        var making = After(new OpenWorkspace(Plan));
        Assert.Equal("workspace_busy", Refusal(making, new RequestRemoval(false)));
        Assert.Equal(
            [new RemoveWorkspace("workspace/search@2#0")],
            WorkspaceMachine.Owed(After(new OpenWorkspace(Plan), new RequestRemoval(true))));
    }

    [Fact]
    public void A_refused_removal_leaves_a_workspace_as_it_was()
    {
        var ready = After(new OpenWorkspace(Plan), new FinishWorkspace(["a"]));
        var kept = After(
            new OpenWorkspace(Plan), new FinishWorkspace(["a"]), new RequestRemoval(false), new RefuseRemoval(Failure));
        Assert.Equal(Text(ready), Text(kept));
    }

    [Fact]
    public void A_refused_removal_of_what_was_being_made_leaves_it_failed()
    {
        var kept = After(new OpenWorkspace(Plan), new RequestRemoval(true), new RefuseRemoval(Failure));
        Assert.Equal((WorkspaceLifecycle.Failed, Failure, null), (kept.Lifecycle, kept.Failure, kept.OwedKey));
    }

    [Fact]
    public void There_is_nothing_to_remove_where_there_is_nothing() =>
        Assert.Equal("unknown_workspace", Refusal(WorkspaceState.Initial, new RequestRemoval(true)));

    [Theory]
    [InlineData("a", true)]
    [InlineData("Fix-42_b.c", true)]
    [InlineData("", false)]
    [InlineData(".hidden", false)]
    [InlineData("-x", false)]
    [InlineData("a/b", false)]
    [InlineData("a..b", false)]
    [InlineData("a.", false)]
    [InlineData("a.lock", false)]
    [InlineData("żółw", false)]
    [InlineData("a b", false)]
    public void A_name_is_good_in_a_path_and_in_a_branch(
        string name, bool isGood) => Assert.Equal(isGood, WorkspaceNames.Refuse(name) is null);

    [Fact]
    public void A_name_is_at_most_64_characters_long()
    {
        Assert.Null(WorkspaceNames.Refuse(new('a', 64)));
        Assert.Equal("invalid_name", WorkspaceNames.Refuse(new('a', 65))?.Code);
    }

    [Fact]
    public void Whatever_is_asked_at_most_one_thing_is_owed_and_never_one_key_twice() =>
        Fuzz.Check(300, 40, Fuzz.Numbers(Commands.Length), choices =>
    {
        var (state, version) = (WorkspaceState.Initial, 0);
        var settled = new HashSet<string>();
        foreach (var choice in choices)
        {
            var before = WorkspaceMachine.Owed(state);
            var decided = WorkspaceMachine.Decide(state, Commands[choice]);
            foreach (var e in decided.IsRejected(out _, out var events) ? [] : events)
                state = WorkspaceMachine.Evolve(state, new(Stream, ++version, At, "operator", e));
            var owed = WorkspaceMachine.Owed(state);
            Assert.True(owed.Count <= 1);
            foreach (var gone in before.Except(owed)) settled.Add(gone.Key);
            Assert.DoesNotContain(owed, effect => settled.Contains(effect.Key));
            Assert.Equal(
                state.Lifecycle is WorkspaceLifecycle.Creating or WorkspaceLifecycle.Removing, owed.Count == 1);
            Assert.Equal(
                Text(state), Text(JsonSerializer.Deserialize(Text(state), WorkspaceJson.Plain.WorkspaceState)!));
        }
    });

    private static string Text(WorkspaceState state) =>
        JsonSerializer.Serialize(state, WorkspaceJson.Plain.WorkspaceState);

    private static string? Refusal(
        WorkspaceState state, WorkspaceCommand command) => WorkspaceMachine.Decide(state, command).Rejection?.Code;

    private static WorkspaceState After(params WorkspaceCommand[] commands)
    {
        var (state, version) = (WorkspaceState.Initial, 0);
        foreach (var command in commands)
            foreach (var e in WorkspaceMachine.Decide(state, command).Value)
                state = WorkspaceMachine.Evolve(state, new(Stream, ++version, At, "operator", e));
        return state;
    }
}
