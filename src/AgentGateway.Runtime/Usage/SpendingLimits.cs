namespace AgentGateway.Runtime.Usage;

/// <summary>How much models may cost in one day of this machine's clock: the settings <c>Limits</c>.</summary>
public sealed class SpendingLimits
{
    /// <summary>US dollars; 0 for no limit. A model without a known price costs nothing here.</summary>
    public double UsdPerDay { get; set; }

    /// <summary>Tokens, input and output together; 0 for no limit.</summary>
    public long TokensPerDay { get; set; }
}
