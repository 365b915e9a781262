using AgentGateway.Domain.Tasks;
using AgentGateway.Runtime.Knowledge;

namespace AgentGateway.Runtime.Tasks;

/// <summary>What is found out before a task starts: where it runs, and what is known about it.</summary>
internal sealed record TaskStart(TaskPlaces Places, PreflightService Preflights)
{
    /// <summary>Records once for a start what is known. A turn has its own preflight, and a queued command had one.</summary>
    public async Task LookAsync(TaskRun run)
    {
        if (run.Task.Kind == TaskKind.Turn || run.Task.Link is { Command: not null }) return;
        var about = run.Work.Command ?? $"{run.Work.Tool} {run.Work.Arguments}";
        await Preflights.BeforeTaskAsync(
            run.Request(), run.Task.Id, run.Task.Attempt, $"{run.Task.Title}\n{about}", run.Cancelled);
    }
}
