namespace AgentGateway.Runtime.Web;

/// <summary>A host has an address that is not public.</summary>
public sealed class AddressRefusedException(string host) : IOException($"{host} is not public.")
{
    public string Host => host;
}
