using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tests.Sandboxes;

/// <summary>Where a contained command starts, and which directory is its workspace.</summary>
public sealed class ContainedDirectoryTests : IAsyncLifetime
{
    private Gateway? _gateway;

    private Gateway Gateway => _gateway!;

    public async ValueTask InitializeAsync() => _gateway = await SandboxedGateway.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_directory_that_a_link_leads_to_is_started_in_by_its_real_name()
    {
        var shop = Made("shop");
        var link = Path.Combine(Gateway.Folder, "link");
        Directory.CreateSymbolicLink(link, shop);
        Directory.CreateDirectory(Path.Combine(shop, "tools"));
        foreach (var caller in (Caller[])[new(Principal.Client, shop), new(Principal.Client, link), new(Principal.Client)])
        {
            var run = await RunAsync(caller, "pwd; echo $PWD", link);
            Assert.Equal((0, $"{shop}\n{shop}\n"), (run.ExitCode, run.Output));
            Assert.Equal($"{shop}/tools\n", (await RunAsync(caller, "pwd", Path.Combine(link, "tools"))).Output);
        }
    }

    /// <summary>
    /// The local command line sends the directory in which the person stands; that one is the workspace only of what
    /// runs in it.
    /// </summary>
    [Fact]
    public async Task The_person_names_another_directory_than_the_one_they_stand_in()
    {
        var (shop, elsewhere) = (Made("shop"), Made("elsewhere"));
        foreach (var standing in (string[])[elsewhere, "/", "/tmp", Gateway.Folder])
        {
            var person = new Caller(Principal.Operator, standing);
            Assert.Equal(0, (await RunAsync(person, "echo x > made && rm made", shop)).ExitCode);
            Assert.Equal(standing == Gateway.Folder, (await RunAsync(person, "ls ../elsewhere", shop)).ExitCode == 0);
        }

        var refused = await Gateway.SessionRuns.RunAsync(
            new(Principal.Client, elsewhere), new("true", shop) { Sandbox = SandboxProfile.Workspace }, null, Gateway.Stop);
        Assert.Equal("directory_hidden", refused.Rejection?.Code);
    }

    private string Made(string name) => Directory.CreateDirectory(Path.Combine(Gateway.Folder, name)).FullName;

    private async Task<RunView> RunAsync(Caller caller, string command, string directory)
    {
        var outcome = await Gateway.SessionRuns.RunAsync(
            caller, new(command, directory) { Sandbox = SandboxProfile.Workspace }, null, Gateway.Stop);
        Assert.Null(outcome.Rejection);
        return outcome.Value;
    }
}
