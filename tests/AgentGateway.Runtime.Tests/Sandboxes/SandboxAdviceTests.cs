using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Sandboxes;

namespace AgentGateway.Runtime.Tests.Sandboxes;

public sealed class SandboxAdviceTests
{
    private static readonly Rejection Refused = new("egress_denied", "a.example:443 is not reached.", "Ask a person.");

    /// <summary>Many programs go on when a host is refused, and end well.</summary>
    [Fact]
    public void What_was_refused_is_told_even_when_the_command_succeeded() => Assert.Equal(
        "a.example:443 is not reached. Ask a person.",
        SandboxAdvice.Of(SandboxProfile.Network, 0, "", [Refused]));

    [Fact]
    public void Of_many_refusals_three_are_told_and_the_rest_counted() => Assert.EndsWith(
        " 2 more hosts were refused.",
        SandboxAdvice.Of(SandboxProfile.Network, 1, "", [Refused, Refused, Refused, Refused, Refused]));

    [Fact]
    public void A_command_that_succeeded_or_ran_open_is_told_nothing()
    {
        Assert.Null(SandboxAdvice.Of(SandboxProfile.Workspace, 0, "EROFS", []));
        Assert.Null(SandboxAdvice.Of(SandboxProfile.Open, 1, "EROFS", []));
        Assert.Null(SandboxAdvice.Of(SandboxProfile.Workspace, 1, "no such word", []));
        Assert.Contains("sandbox \"network\"", SandboxAdvice.Of(SandboxProfile.Workspace, 1, "ENOTFOUND", []));
    }
}
