using AgentGateway.Connections;

namespace AgentGateway.Host.Tests.Connections;

public sealed class ConnectionTableTests
{
    private readonly List<string> _closed = [];

    [Fact]
    public void A_new_connection_closes_the_one_that_has_been_silent_for_longest()
    {
        var table = new ConnectionTable(2, 2);
        Enter(table, "a", "first");
        Enter(table, "a", "second");
        Assert.NotNull(Enter(table, "b", "third"));
        Assert.Equal(["first"], _closed);
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void A_connection_that_has_spoken_is_closed_for_no_other()
    {
        var table = new ConnectionTable(2, 2);
        Enter(table, "a", "first")!.Spoke();
        Enter(table, "a", "second");
        Enter(table, "b", "third")!.Spoke();
        Assert.Equal(["second"], _closed);
        Assert.Null(Enter(table, "c", "fourth"));
        Assert.Equal(["second"], _closed);
    }

    [Fact]
    public void A_peer_with_all_of_its_connections_makes_room_from_its_own()
    {
        var table = new ConnectionTable(10, 2);
        Enter(table, "quiet", "other");
        Enter(table, "a", "first")!.Spoke();
        Enter(table, "a", "second");
        Assert.NotNull(Enter(table, "a", "third"));
        Assert.Equal(["second"], _closed);
        Enter(table, "b", "fourth")!.Spoke();
        Enter(table, "b", "fifth")!.Spoke();
        Assert.Null(Enter(table, "b", "sixth"));
        Assert.Equal(["second"], _closed);
    }

    [Fact]
    public void A_connection_that_leaves_makes_room_once()
    {
        var table = new ConnectionTable(1, 1);
        var first = Enter(table, "a", "first")!;
        first.Spoke();
        Assert.Null(Enter(table, "a", "second"));
        first.Dispose();
        first.Dispose();
        Assert.Equal(0, table.Count);
        Enter(table, "a", "third")!.Spoke();
        Assert.Null(Enter(table, "b", "fourth"));
        Assert.Empty(_closed);
    }

    private ConnectionTable.Entry? Enter(ConnectionTable table, string peer, string name) =>
        table.TryEnter(peer, () => _closed.Add(name));
}
