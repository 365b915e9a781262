using AgentGateway.Domain;
using AgentGateway.Runtime.Views;
using AgentGateway.Runtime.Workspaces;

namespace AgentGateway.Runtime.Tests.Workspaces;

/// <summary>A gateway, and beside it a repository of which workspaces are made.</summary>
internal sealed class GatewayWithRepository : IAsyncDisposable
{
    private readonly Gateway _gateway;

    private GatewayWithRepository(Gateway gateway, GitRepository repository) =>
        (_gateway, Repository) = (gateway, repository);

    public GitRepository Repository { get; }

    public WorkspaceService Workspaces => _gateway.Runtime.Workspaces;

    public static async Task<GatewayWithRepository> StartAsync(WorkspaceOptions? options = null)
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH")!, ["HOME"] = "/nonexistent",
            ["CANARY"] = "the daemon's own",
        };
        return new(await Gateway.StartAsync(
            new() { Settings = RuntimeOptions.SettingsOf(options ?? new()), Home = new(null, environment) }),
            GitRepository.Create());
    }

    public Task<Outcome<WorkspaceEnvelope>> TryAsync(CreateWorkspace request) =>
        Workspaces.CreateAsync(Gateway.Operator, request, Gateway.Stop);

    public async Task<WorkspaceView> CreateAsync(CreateWorkspace request)
    {
        var made = await TryAsync(request);
        Assert.True(made.Rejection is null, made.Rejection?.Message);
        return made.Value.Workspace;
    }

    /// <summary>A worktree of the repository.</summary>
    public Task<WorkspaceView> WorktreeAsync(string name, string? branch = null) =>
        CreateAsync(new(name, Repository: Repository.Path, Branch: branch));

    public async Task<string?> RefusalAsync(CreateWorkspace request) => (await TryAsync(request)).Rejection?.Code;

    public async Task<Rejection?> RemoveAsync(string name, bool force = false) =>
        (await Workspaces.RemoveAsync(Gateway.Operator, name, force, Gateway.Stop)).Rejection;

    public async Task<WorkspaceView> GetAsync(string name) =>
        Assert.Single((await Workspaces.ListAsync(Gateway.Stop)).Value.Workspaces, workspace => workspace.Name == name);

    public async Task<WorkspaceDiffView> DiffAsync(string name) =>
        (await Workspaces.DiffAsync(name, Gateway.Stop)).Value;

    public Task StopAsync() => _gateway.StopAsync();

    public Task StartAgainAsync() => _gateway.StartAgainAsync();

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        Repository.Dispose();
    }
}
