using AgentGateway.Agents.Models;
using AgentGateway.Agents.Providers;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Usage;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentGateway.Agents.Tests.Support;

/// <summary>Model drivers over scripted models or over addresses of this machine.</summary>
internal static class ModelDrivers
{
    public static IIdSource Ids { get; } = new FixedIds();

    public static SpendingBudget Unlimited => new(new(), TimeProvider.System);

    public static ModelDriver Over(
        IChatClient chat, TimeProvider time, TurnLimits? limits = null, params string[] settings) =>
        Over(chat, time, limits, Unlimited, settings);

    public static ModelDriver Over(
        IChatClient chat, TimeProvider time, TurnLimits? limits, SpendingBudget budget, params string[] settings) =>
            new(
        new(Pairs(["test:kind=openai", "test:default_model=scripted", .. settings]), _ => null, time, (_, _) => chat),
        limits ?? new(), budget, time, Ids, NullLogger<ModelDriver>.Instance);

    /// <param name="settings">The section Providers, <c>key=value</c> each.</param>
    public static ModelDriver At(TimeProvider time, TurnLimits limits, params string[] settings) => new(
        new ProviderCatalogue(Pairs(settings), _ => null, time), limits, Unlimited, time, Ids,
        NullLogger<ModelDriver>.Instance);

    public static IEnumerable<KeyValuePair<string, string?>> Pairs(params string[] settings) =>
        settings.Select(
            setting => new KeyValuePair<string, string?>(
                setting[..setting.IndexOf('=')], setting[(setting.IndexOf('=') + 1)..]));

    private sealed class FixedIds : IIdSource
    {
        public Stamp Next() => new(new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), 42);
    }
}
