using AgentGateway.Cli;

namespace AgentGateway.Host.Tests.Cli;

/// <summary>Times in the past as people write them.</summary>
public sealed class PastTimeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("90m", "2026-11-21T10:30:00Z")]
    [InlineData("12h", "2026-11-21T00:00:00Z")]
    [InlineData("7d", "2026-11-14T12:00:00Z")]
    [InlineData("4w", "2026-10-24T12:00:00Z")]
    [InlineData("2026-01-31T08:00:00Z", "2026-01-31T08:00:00Z")]
    public void How_long_ago_and_dates_are_read(string text, string time) => Assert.Equal(
        DateTimeOffset.Parse(time, null), PastTime.Read(text, "--since", Now).Value);

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7x")]
    [InlineData("-7d")]
    [InlineData("99999999999d")]
    [InlineData("9999999d")]
    [InlineData("yesterday")]
    public void Anything_else_is_a_usage_error_that_names_the_option(string text)
    {
        var refused = PastTime.Read(text, "--since", Now).Rejection!;

        Assert.Equal("usage", refused.Code);
        Assert.StartsWith("--since takes a date", refused.Hint, StringComparison.Ordinal);
    }
}
