using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

public sealed class CallWorkspaceTests
{
    private static readonly PathZones Zones = new("/home/me", ["/home/me/.agentgateway"], ["/tmp"]);

    [Theory]
    [InlineData("/home/me/project", "/home/me/project")]
    [InlineData("/tmp/work", "/tmp/work")]
    [InlineData("/srv/project", "/srv/project")]
    [InlineData("/", null)]
    [InlineData("/home", null)]
    [InlineData("/home/me", null)]
    [InlineData("/home/me/.config", null)]
    [InlineData("/home/me/.config/autostart", null)]
    [InlineData("/home/me/.local/bin", null)]
    [InlineData("/home/me/.ssh", null)]
    [InlineData("/home/me/.agentgateway/x", null)]
    [InlineData("/etc", null)]
    public void A_client_without_a_workspace_works_where_its_call_says_but_for_what_is_no_workspace(
        string directory, string? workspace) =>
        Assert.Equal(workspace, CallWorkspace.Of("client", null, directory, Zones));

    [Fact]
    public void An_agent_makes_no_directory_its_workspace() =>
        Assert.Null(CallWorkspace.Of("svarog", null, "/home/me/project", Zones));
}
