using System.Collections.Concurrent;
using System.Diagnostics;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Workspaces;
using AgentGateway.Runtime.Machines;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Workspaces;

/// <summary>
/// Performs the pending effects of workspaces: makes and removes them. After a crash either may be half done; it is
/// then done again from the beginning, after the programs that the crash left were ended. Only a setup script is not
/// run again.
/// </summary>
internal sealed partial class WorkspaceEffects(
    WorkspaceTools tools, WorkspaceDispatcher dispatcher, TimeProvider time, ILogger<WorkspaceEffects> log)
        : IEffects<WorkspaceState>
{
    private readonly KeyedGate _gate = new();
    private readonly ConcurrentDictionary<string, WorkspaceCommand> _outcomes = new(StringComparer.Ordinal);

    public async Task PerformAsync(
        StreamId stream, WorkspaceState state, Effect effect, CancellationToken cancellationToken)
    {
        var name = stream.Id;
        // It begins on the thread of a commit.
        await Task.Yield();
        // A forced removal waits until the creation that it cancelled has ended.
        using var alone = await _gate.EnterAsync($"workspace {name}", cancellationToken);
        // An outcome that could not be written is written as soon as that is possible; the work itself is not repeated.
        if (!_outcomes.TryGetValue(effect.Key, out var outcome))
        {
            outcome = effect switch
            {
                PrepareWorkspace => await MakeAsync(name, state, cancellationToken),
                RemoveWorkspace => await RemoveAsync(name, state, effect.Key, cancellationToken),
                _ => throw new UnreachableException(),
            };
            _outcomes[effect.Key] = outcome;
        }

        await dispatcher.TellAsync(name, outcome, cancellationToken);
        _outcomes.TryRemove(effect.Key, out _);
    }

    private async Task<WorkspaceCommand> MakeAsync(
        string name, WorkspaceState state, CancellationToken cancellationToken)
    {
        var plan = state.Plan!;
        await LeftoverProcesses.EndAsync(plan.Mark, time, cancellationToken);
        if (state.SetupBegun) return new FailWorkspace(Failure.Of(WorkspaceRejections.SetupInDoubt));
        Rejection? failure;
        SetupProgram? program = null;
        IReadOnlyList<string> context = [];
        try
        {
            failure = plan.Kind == WorkspaceKind.Worktree ? await PopulateAsync(plan, cancellationToken) : null;
            if (failure is null && !Directory.Exists(plan.Directory))
                failure = new(
                    "directory_not_found",
                    $"There is no directory {plan.Directory} any more.",
                    "Create it, or name another.");
            if (failure is null) context = await tools.Context.EnsureAsync(name, plan.Directory, cancellationToken);
            if (failure is null)
                (await tools.Setup.FindAsync(plan, cancellationToken)).IsRejected(out failure, out program);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failure = new(
                "directory_unusable",
                $"The workspace cannot be made: {exception.Message}",
                "Check that the disk is not full and that the directory is writable.");
        }

        if (failure is not null && plan.Kind == WorkspaceKind.Worktree)
            await tools.Worktrees.ClearAsync(plan, cancellationToken);
        if (failure is null && program is not null)
            failure = await dispatcher.TellAsync(name, new BeginSetup(), cancellationToken)
                ?? await tools.Setup.RunAsync(name, plan, program, cancellationToken);
        if (failure is null) return new FinishWorkspace(context);
        LogFailed(log, name, failure.Code);
        return new FailWorkspace(Failure.Of(failure));
    }

    private async Task<Rejection?> PopulateAsync(WorkspacePlan plan, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(plan.GitDirectory))
            return new("not_a_repository", $"{plan.Repository} is gone.", "Name another repository.");
        // Git does not like it when two worktrees of a repository are made at once.
        using (await _gate.EnterAsync($"repository {plan.GitDirectory}", cancellationToken))
            if (await tools.Worktrees.MakeAsync(plan, cancellationToken) is { } failure)
                return failure;
        return await tools.Includes.CopyAsync(plan, cancellationToken);
    }

    private async Task<WorkspaceCommand> RemoveAsync(
        string name, WorkspaceState state, string key, CancellationToken cancellationToken)
    {
        var plan = state.Plan!;
        await LeftoverProcesses.EndAsync(plan.Mark, time, cancellationToken);
        if (plan.Kind == WorkspaceKind.Directory) return new SettleRemoval();
        // It is checked again, because a program may have written something since the removal was requested. After the
        // move there is no further check.
        if (!state.Force && await tools.State.LossAsync(name, plan, cancellationToken) is { } loss)
            return new RefuseRemoval(Failure.Of(loss));
        var trash = WorktreeRoot.TrashOf(plan.Directory, key);
        try
        {
            if (Directory.Exists(plan.Directory))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(trash)!);
                Directory.Move(plan.Directory, trash);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new RefuseRemoval(
                new("directory_unusable", $"{plan.Directory} cannot be moved away: {exception.Message}",
                    "Check which program uses it, and that it is writable."));
        }

        using (await _gate.EnterAsync($"repository {plan.GitDirectory}", cancellationToken))
            if (await tools.Worktrees.ForgetAsync(plan, cancellationToken) is { } unforgotten)
                LogNotForgotten(log, plan.Directory, unforgotten.Message);
        if (!Deletion.Try(trash)) LogNotDeleted(log, trash);
        return new SettleRemoval();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Workspace {Name} could not be made: {Code}.")]
    private static partial void LogFailed(ILogger log, string name, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Git does not forget the worktree {Directory}: {Reason}")]
    private static partial void LogNotForgotten(ILogger log, string directory, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "{Directory} could not be deleted whole; it is tried again at the next start.")]
    private static partial void LogNotDeleted(ILogger log, string directory);
}
