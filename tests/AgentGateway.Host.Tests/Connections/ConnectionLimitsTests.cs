using AgentGateway.Connections;
using AgentGateway.Settings;

namespace AgentGateway.Host.Tests.Connections;

public sealed class ConnectionLimitsTests
{
    [Theory]
    [InlineData(256)]
    [InlineData(1_024)]
    [InlineData(4_096)]
    [InlineData(65_536)]
    [InlineData(int.MaxValue)]
    public void Connections_take_at_most_half_of_the_descriptors_and_leave_the_operator_some(int descriptors)
    {
        var limits = ConnectionLimits.Of(new(), descriptors);
        var taken = limits.Http + (ConnectionLimits.DescriptorsOfSocket * ((long)limits.Clients + limits.Operator));
        Assert.InRange(taken, 1, descriptors / 2);
        Assert.True(limits is { HttpOfPeer: > 0, OfProcess: > 0, Operator: > 0 });
        Assert.InRange(limits.HttpOfPeer, 1, limits.Http - limits.HttpSpare);
    }

    [Fact]
    public void Where_there_are_descriptors_enough_the_settings_count()
    {
        var options = new HttpOptions();
        Assert.Equal(
            new(options.ConnectionsMax + 64, 64, options.ConnectionsPerPeerMax, 1_024, 64),
            ConnectionLimits.Of(options, 1 << 20));
    }
}
