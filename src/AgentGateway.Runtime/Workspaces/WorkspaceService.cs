using System.Net.NetworkInformation;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Files;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>What front ends ask about workspaces: directories and git worktrees in which sessions work.</summary>
public sealed class WorkspaceService : ILoadAtStart, IAsyncDisposable
{
    private const int LooksAtOnce = 4;
    private const int LastPort = 65_535;

    private readonly WorkspaceOptions _options;
    private readonly WorkspaceTools _tools;
    private readonly WorkspaceRegistry _registry;
    private readonly WorkspaceDispatcher _dispatcher;
    private readonly IWorkspaceUse _use;
    private readonly WorkspaceFiles _files;
    private readonly IJournal _journal;

    /// <summary>One block of ports is given out at a time.</summary>
    private readonly SemaphoreSlim _creating = new(1, 1);
    private Task _cleaning = Task.CompletedTask;

    internal WorkspaceService(
        WorkspaceOptions options,
        WorkspaceTools tools,
        WorkspaceRegistry registry,
        WorkspaceDispatcher dispatcher,
        IWorkspaceUse use,
        WorkspaceFiles files,
        IJournal journal) =>
        (_options, _tools, _registry, _dispatcher, _use, _files, _journal) =
            (options, tools, registry, dispatcher, use, files, journal);

    /// <summary>The directory of a connection in its real place, or why it is no workspace.</summary>
    public Outcome<string> OfConnection(string directory) => _files.Check(directory);

    /// <summary>
    /// The repository's own script that making this workspace would run; null for none, and where it cannot be made.
    /// </summary>
    internal async Task<CommittedSetup?> SetupOfAsync(
        Caller caller, CreateWorkspace request, CancellationToken cancellationToken) =>
        (await _tools.Planner.PlanAsync(request, caller.Workspace, cancellationToken)).IsRejected(out _, out var plan)
            ? null
            : await _tools.Planner.SetupOfAsync(plan, cancellationToken);

    /// <summary>
    /// Answers when the workspace is ready; refused when it cannot be made. It is also refused where its setup script
    /// failed; the workspace then stays, with the state failed, so that a person can look at it. Cancelling the call
    /// does not end the work.
    /// </summary>
    public async Task<Outcome<WorkspaceEnvelope>> CreateAsync(
        Caller caller, CreateWorkspace request, CancellationToken cancellationToken)
    {
        if (WorkspaceNames.Refuse(request.Name) is { } invalid) return invalid;
        if (_registry.Find(request.Name) is { } there && !WorkspaceMachine.IsFree(there))
            return WorkspaceRejections.NameTaken;
        if ((await _tools.Planner.PlanAsync(request, caller.Workspace, cancellationToken)).IsRejected(
            out var refused, out var plan))
            return refused;
        var stamp = _dispatcher.NewStamp();
        plan = plan with { Mark = stamp.Id("wsp", 0), JudgedAs = caller.JudgedAs };
        using var changes = _registry.Changes.Listen([request.Name]);
        if ((await OpenAsync(caller, request.Name, plan, stamp, cancellationToken)).IsRejected(out refused))
            return refused;
        while (true)
        {
            await changes.ChangedAsync(cancellationToken);
            // News that were not heard in time are replaced by newer ones, so the state tells how it ended.
            var state = changes.News!.State;
            if (state.Plan?.Mark != plan.Mark || state.Lifecycle == WorkspaceLifecycle.Removing)
                return new Rejection(
                    "workspace_removed",
                    "The workspace was removed while it was being made.",
                    "Create it again if it is needed.");
            if (state.Lifecycle == WorkspaceLifecycle.Failed) return state.Failure!.ToRejection();
            if (state.Lifecycle == WorkspaceLifecycle.Ready)
                return new WorkspaceEnvelope(await ViewAsync(request.Name, state, cancellationToken));
        }
    }

    public async Task<Outcome<WorkspaceListView>> ListAsync(CancellationToken cancellationToken)
    {
        using var looking = new SemaphoreSlim(LooksAtOnce, LooksAtOnce);
        var views = await Task.WhenAll(_registry.All.Select(async workspace =>
        {
            await looking.WaitAsync(cancellationToken);
            try
            {
                return await ViewAsync(workspace.Name, workspace.State, cancellationToken);
            }
            finally
            {
                looking.Release();
            }
        }));
        var unowned = Unowned();
        return new WorkspaceListView(views, unowned.Count == 0 ? null : unowned);
    }

    /// <summary>
    /// Directories among the worktrees that belong to no workspace. The daemon never removes them.
    /// </summary>
    public IReadOnlyList<string> Unowned() =>
        _tools.Root.Unowned(_registry.All.Select(workspace => workspace.State.Plan!.Directory));

    /// <summary>What the workspace changed since it left its base: committed, uncommitted and new files.</summary>
    public async Task<Outcome<WorkspaceDiffView>> DiffAsync(string name, CancellationToken cancellationToken)
    {
        if (_registry.Find(name) is not { } state) return WorkspaceRejections.Unknown;
        return state.Lifecycle is WorkspaceLifecycle.Creating or WorkspaceLifecycle.Removing
            ? WorkspaceRejections.Busy
            : await _tools.Diff.OfAsync(name, state.Plan!, cancellationToken);
    }

    /// <summary>
    /// Answers when it is gone. A worktree is removed with its changes, and a workspace in which sessions run or
    /// which is still being made, only when <paramref name="force"/>; a plain directory is only forgotten.
    /// </summary>
    public async Task<Outcome<RemovedView>> RemoveAsync(
        Caller caller, string name, bool force, CancellationToken cancellationToken)
    {
        if (_registry.Find(name) is not { } state) return WorkspaceRejections.Unknown;
        if (!force && await RefuseAsync(name, state, cancellationToken) is { } refused) return refused;
        using var changes = _registry.Changes.Listen([name]);
        var sent = (await _dispatcher.SendAsync(
            name, new RequestRemoval(force), caller.Principal.Name, _dispatcher.NewStamp(),
                cancellationToken)).Rejection;
        if (sent is not null) return sent;
        // It is gone also where another of that name has been made by now.
        while (_registry.Find(name)?.Plan?.Mark == state.Plan?.Mark)
        {
            await changes.ChangedAsync(cancellationToken);
            if (changes.News is { Happened: WorkspaceRemovalRefused no }) return no.Failure.ToRejection();
        }

        return new RemovedView(name);
    }

    public async ValueTask DisposeAsync()
    {
        await _cleaning;
        _creating.Dispose();
    }

    /// <summary>
    /// The directory and variables for a session in that workspace; null when no workspace of that name is ready.
    /// </summary>
    internal WorkspaceLocation? Find(string name) =>
        _registry.Find(name) is { Lifecycle: WorkspaceLifecycle.Ready, Plan: { } plan }
            ? WorkspaceLocation.Of(name, plan)
            : null;

    /// <summary>
    /// Reads the workspaces from the journal before the first call. Directories whose removal was begun are deleted in
    /// the background.
    /// </summary>
    async Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken)
    {
        await _registry.LoadAsync(_journal, cancellationToken);
        _cleaning = Task.Run(_tools.Root.EmptyTrash, CancellationToken.None);
    }

    private async Task<Outcome<Receipt<WorkspaceState>>> OpenAsync(
        Caller caller, string name, WorkspacePlan plan, Stamp stamp, CancellationToken cancellationToken)
    {
        await _creating.WaitAsync(cancellationToken);
        try
        {
            if (FreePorts() is not { } first)
                return new Rejection(
                    "ports_exhausted",
                    $"No block of {_options.PortsEach} ports is left above {_options.FirstPort}.",
                    "Remove a workspace that is no longer needed, or a person lowers Workspaces:FirstPort.");
            var open = new OpenWorkspace(plan with { FirstPort = first, PortCount = _options.PortsEach });
            return await _dispatcher.SendAsync(name, open, caller.Principal.Name, stamp, cancellationToken);
        }
        finally
        {
            _creating.Release();
        }
    }

    /// <summary>The lowest block that no workspace has and on which no program listens now.</summary>
    private int? FreePorts()
    {
        var taken = _registry.All.Select(
            workspace => workspace.State.Plan!)
                .Select(plan => (plan.FirstPort, Last: plan.FirstPort + plan.PortCount - 1))
                .ToList();
        var listening = IPGlobalProperties.GetIPGlobalProperties()
            .GetActiveTcpListeners()
            .Select(end => end.Port)
            .ToHashSet();
        for (var first = _options.FirstPort; first + _options.PortsEach - 1 <= LastPort; first += _options.PortsEach)
        {
            var last = first + _options.PortsEach - 1;
            if (!taken.Any(block => block.FirstPort <= last && first <= block.Last)
                && !listening.Any(port => port >= first && port <= last))
                return first;
        }

        return null;
    }

    private async Task<Rejection?> RefuseAsync(string name, WorkspaceState state, CancellationToken cancellationToken)
    {
        if (state.Lifecycle == WorkspaceLifecycle.Creating) return WorkspaceRejections.Busy;
        if (_use.SessionsIn(WorkspaceLocation.Of(name, state.Plan!)) is { Count: > 0 } sessions)
            return new(
                "workspace_in_use",
                $"Sessions run in the workspace: {string.Join(", ", sessions)}.",
                "Stop them with session_stop, or remove the workspace with force.");
        return state is { Lifecycle: WorkspaceLifecycle.Ready
            or WorkspaceLifecycle.Failed, Plan.Kind: WorkspaceKind.Worktree }
            ? await _tools.State.LossAsync(name, state.Plan, cancellationToken)
            : null;
    }

    private async Task<WorkspaceView> ViewAsync(string name, WorkspaceState state, CancellationToken cancellationToken)
    {
        var plan = state.Plan!;
        var isThere = Directory.Exists(plan.Directory);
        var isLookedAt = isThere && state.Lifecycle is WorkspaceLifecycle.Ready or WorkspaceLifecycle.Failed;
        var (clean, ahead) = isLookedAt ? await _tools.State.GlanceAsync(plan, cancellationToken) : (null, null);
        var failure = state.Failure is { } failed ? ViewWriter.Of(failed)
            : !isThere && state.Lifecycle == WorkspaceLifecycle.Ready
                ? new FailureView(
                    "directory_not_found", $"{plan.Directory} is gone.", "Remove the workspace with workspace_remove.")
            : null;
        return new()
        {
            Name = name,
            State = ViewWriter.Word(state.Lifecycle),
            Kind = ViewWriter.Word(plan.Kind),
            Directory = plan.Directory,
            Repository = plan.Repository,
            Branch = plan.Branch,
            Base = plan.Base,
            Ports = new(plan.FirstPort, plan.FirstPort + plan.PortCount - 1),
            ContextFiles = state.ContextFiles,
            Clean = clean,
            Ahead = ahead,
            Failure = failure,
            CreatedBy = state.CreatedBy,
            CreatedAt = state.CreatedAt,
        };
    }
}
