using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Sessions;

namespace AgentGateway.Runtime.Tests.Sandboxes;

/// <summary>What sandboxes put into a workspace is removed with the last of them, and not before.</summary>
public sealed class SandboxCleanerTests
{
    [Fact]
    public async Task What_a_setup_script_needs_stays_when_a_session_ends_and_goes_with_the_script()
    {
        await using var gateway = await SandboxedGateway.StartAsync();
        var root = Directory.CreateDirectory(Path.Combine(gateway.Folder, "shop")).FullName;
        var placeholder = Path.Combine(root, ".vscode");
        var caller = new Caller(Principal.Client, root);
        var making = gateway.Runtime.Workspaces.CreateAsync(
            caller,
            new("shop", root, Setup: "touch began; until [ -e go ]; do sleep 0.05; done")
            {
                Sandbox = SandboxProfile.Workspace,
            },
            Gateway.Stop);
        await Eventually.TrueAsync(() => File.Exists(Path.Combine(root, "began")));

        Assert.Null((await gateway.SessionRuns.RunAsync(
            caller, new("true", root) { Sandbox = SandboxProfile.Workspace }, null, Gateway.Stop)).Rejection);
        await gateway.Runtime.Get<SandboxCleaner>().CleanAsync(root);

        Assert.True(Directory.Exists(placeholder));
        await File.WriteAllTextAsync(Path.Combine(root, "go"), "", Gateway.Stop);
        Assert.Null((await making).Rejection);
        await Eventually.TrueAsync(() => !Directory.Exists(placeholder));
    }

    [Fact]
    public async Task A_session_that_is_refused_leaves_nothing_in_its_workspace()
    {
        await using var gateway = await SandboxedGateway.StartAsync();
        var root = Directory.CreateDirectory(Path.Combine(gateway.Folder, "shop")).FullName;
        var caller = new Caller(Principal.Client, root);

        var refused = (await gateway.Sessions.CreateAsync(
            caller, new("/bin/true", Directory: gateway.Data, Sandbox: SandboxProfile.Workspace), Gateway.Stop)).Rejection;

        Assert.Equal("directory_hidden", refused?.Code);
        await gateway.Runtime.Get<SandboxCleaner>().CleanAsync(root);
        Assert.Empty(Directory.GetFileSystemEntries(root));
    }
}
