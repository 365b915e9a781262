using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sessions;

public sealed class SessionChangeFeedTests
{
    private static readonly SessionId Session = new("ses_1");

    [Fact]
    public async Task However_much_is_printed_a_follower_hears_of_it_ten_times_a_second()
    {
        var clock = new FakeClock();
        var feed = new SessionChangeFeed(clock);
        await using var changes = feed.FollowAsync(Gateway.Stop).GetAsyncEnumerator(Gateway.Stop);
        var first = changes.MoveNextAsync();
        Flood();
        Assert.True(await first);

        for (var round = 0; round < 3; round++)
        {
            Flood();
            var next = changes.MoveNextAsync();
            clock.Advance(TimeSpan.FromMilliseconds(99));
            Assert.False(next.IsCompleted);
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(await next);
            Assert.Equal(new(Session.Value, Listed: false, Printed: true), changes.Current);
        }

        void Flood()
        {
            for (var read = 0; read < 1000; read++) feed.Printed(Session);
        }
    }
}
