using AgentGateway.Runtime.Tools;

namespace AgentGateway.Runtime.Tests.Tools;

public sealed class WaitLimitTests
{
    [Theory]
    [InlineData(null, 30)]
    [InlineData(0.0, 0)]
    [InlineData(0.5, 0.5)]
    [InlineData(600.0, 600)]
    [InlineData(601.0, 600)]
    [InlineData(double.MaxValue, 600)]
    public void A_wait_that_is_too_long_is_as_long_as_it_may_be(double? seconds, double expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), WaitLimit.Work.Read(seconds, "timeout_seconds").Value);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_wait_of_less_than_nothing_is_refused(double seconds) =>
        Assert.Equal("invalid_argument", WaitLimit.Work.Read(seconds, "timeout_seconds").Rejection?.Code);
}
