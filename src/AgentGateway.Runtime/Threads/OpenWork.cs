using AgentGateway.Domain;
using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Threads;

/// <summary>All that is open on a thread: its delegations, and what other capabilities have open on it. Bounded.</summary>
public sealed class OpenWork
{
    /// <summary>Of each kind so many are listed.</summary>
    public const int ListedMax = 10;

    private const int TextCharactersMax = 100;

    private readonly IThreadWork[] _sources;

    internal OpenWork(IEnumerable<IThreadWork> sources) => _sources = [.. sources];

    /// <summary>In the order of their kinds; empty where nothing is open.</summary>
    public async ValueTask<IReadOnlyList<OpenWorkView>> OfAsync(
        AgentThread thread, CancellationToken cancellationToken)
    {
        var open = thread.Delegations.Take(ListedMax)
            .Select(delegation => new OpenWorkView(
                "delegation", delegation.Id.Value, "running",
                $"{delegation.Agent} works on it in {delegation.HiddenThread}"))
            .ToList();
        foreach (var source in _sources) open.AddRange(await source.OpenAsync(thread.Id, ListedMax, cancellationToken));
        return [.. open.Select(
            work => work with { Text = VisibleText.Line(ShortText.Of(work.Text, TextCharactersMax)) })];
    }
}
