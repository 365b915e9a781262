namespace AgentGateway.Agents.Providers;

/// <summary>A model at a provider.</summary>
internal sealed record ModelChoice(Provider Provider, string Model)
{
    /// <summary>As agents and people name it.</summary>
    public string Name => $"{Provider.Name}/{Model}";

    public int WindowTokens => Provider.Settings.WindowTokens ?? KnownModels.WindowOf(Provider.Settings.Kind, Model);

    public ModelPrice? Price => Provider.Settings.Price ?? KnownModels.PriceOf(Provider.Settings.Kind, Model);
}
