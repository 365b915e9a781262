using AgentGateway.Domain.Egress;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Egress.EgressMachine,
    AgentGateway.Domain.Egress.EgressState,
    AgentGateway.Domain.Egress.EgressCommand>;

namespace AgentGateway.Domain.Tests.Egress;

/// <summary>The law of what sandboxes reach.</summary>
public sealed class EgressTests
{
    private static readonly EgressCount Some = new(1, 2, 30, 400);

    [Fact]
    public void What_was_used_is_recorded_and_nothing_is_not()
    {
        Story.Given().When(new RecordEgress("/shop", "run_1", "make", "files.example:443", Some), Recorded("files"));
        Story.Given().When(new RecordEgress("/shop", "run_1", "make", "files.example:443", default));
    }

    [Fact]
    public void Counts_of_a_host_add_up_and_the_latest_goes_last()
    {
        var state = Story.Given(Recorded("files"), Recorded("other"), Recorded("files")).State;
        Assert.Equal("/shop", state.Workspace);
        Assert.Equal(
            [
                new("other.example:443", Some, Story.At(2)),
                new("files.example:443", new(2, 4, 60, 800), Story.At(3)),
            ],
            state.Hosts);
    }

    [Fact]
    public void The_state_keeps_the_latest_hosts_and_so_stays_small()
    {
        var state = Story.Given(
            [.. Enumerable.Range(0, EgressState.HostsMax + 5).Select(n => Recorded($"n{n}"))]).State;
        Assert.Equal(EgressState.HostsMax, state.Hosts.Length);
        Assert.Equal("n5.example:443", state.Hosts[0].Host);
    }

    [Fact]
    public void It_owes_nothing_and_has_no_row()
    {
        var story = Story.Given(Recorded("files"));
        Assert.Empty(story.Owed);
        Assert.Empty(story.Rows);
    }

    private static EgressRecorded Recorded(string name) => new("/shop", "run_1", "make", $"{name}.example:443", Some);
}
