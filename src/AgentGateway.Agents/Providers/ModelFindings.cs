using AgentGateway.Runtime.Doctor;

namespace AgentGateway.Agents.Providers;

/// <summary>The model providers that there are, and whether each answers.</summary>
internal sealed class ModelFindings(ProviderCatalogue providers, TimeProvider time) : IFindingSource
{
    private const string Check = "models";

    public IEnumerable<Finding> Find() =>
        providers.Any ? providers.Providers.Select(provider => Finding.Ok(Check, Describe(provider.Settings))) : [None];

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        if (!providers.Any) return [None];
        using var probe = new ProviderProbe(time);
        return await Task.WhenAll(providers.Providers.Select(async provider =>
            await probe.LookAsync(provider.Settings, cancellationToken) is { } wrong
                ? new(Check, wrong.Status, $"{Describe(provider.Settings)}: {wrong.Message}", wrong.Hint)
                : Finding.Ok(Check, $"{Describe(provider.Settings)}: it answers")));
    }

    private static Finding None => Finding.Warn(
        Check, "No model provider was found: agents answer offline.", ProviderCatalogue.HowToConfigure);

    /// <summary>For people: its address and default model, never its key.</summary>
    private static string Describe(ProviderSettings settings)
    {
        var kind = settings.Kind.ToString().ToLowerInvariant();
        return $"{settings.Name} ({kind}, {settings.BaseUrl}, {settings.DefaultModel}, "
            + $"{(settings.ApiKey is null ? "no key" : "with a key")})";
    }
}
