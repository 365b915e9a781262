using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

public sealed class WorkspacePathsTests
{
    private static readonly PathZones Zones = Requests.Zones with { Program = ["/home/me/programs/agw"] };

    [Theory]
    [InlineData("/")]
    [InlineData("/home/me")]
    [InlineData("/home/me/")]
    [InlineData("/home")]
    [InlineData("/proc")]
    [InlineData("/proc/1/cwd")]
    [InlineData("/sys/kernel")]
    [InlineData("/dev/shm")]
    [InlineData("/etc")]
    [InlineData("/etc/nginx")]
    [InlineData("/usr/local/src/project")]
    [InlineData("/var/lib/project")]
    [InlineData("/opt/project")]
    [InlineData("/run/user/1000")]
    [InlineData("/tmp")]
    [InlineData("/home/me/.agentgateway")]
    [InlineData("/home/me/.agentgateway/sessions")]
    [InlineData("/home/me/programs/agw")]
    [InlineData("/home/me/programs/agw/docs")]
    [InlineData("/home/me/project/..")]
    public void A_directory_of_the_system_the_home_or_the_gateway_is_no_workspace(string directory) =>
        Assert.NotNull(WorkspacePaths.WhyNone(directory, Zones));

    [Theory]
    [InlineData("/home/me/project")]
    [InlineData("/home/me/programs")]
    [InlineData("/home/me/.agentgateway-workspaces/one")]
    [InlineData("/home/meandme")]
    [InlineData("/srv/project")]
    [InlineData("/mnt/disk/project")]
    [InlineData("/tmp/project")]
    [InlineData("/var/tmp/project")]
    public void Another_directory_may_be_one(string directory) =>
        Assert.Null(WorkspacePaths.WhyNone(directory, Zones));

    [Fact]
    public void A_home_that_lies_in_a_system_directory_holds_workspaces()
    {
        var zones = Zones with { Home = "/var/lib/builder" };
        Assert.Null(WorkspacePaths.WhyNone("/var/lib/builder/project", zones));
        Assert.NotNull(WorkspacePaths.WhyNone("/var/lib/builder", zones));
        Assert.NotNull(WorkspacePaths.WhyNone("/var/lib", zones));
        Assert.NotNull(WorkspacePaths.WhyNone("/etc/project", zones with { Home = "/" }));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/home/me")]
    [InlineData("/home")]
    [InlineData("/etc")]
    [InlineData("/home/me/programs/agw")]
    public void A_client_that_runs_a_command_there_has_no_workspace(string directory) =>
        Assert.Null(CallWorkspace.Of("client", null, directory, Zones));
}
