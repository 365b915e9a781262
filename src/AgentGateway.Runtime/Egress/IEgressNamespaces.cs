using AgentGateway.Domain;

namespace AgentGateway.Runtime.Egress;

/// <summary>Where the network namespaces of sandboxes come from.</summary>
public interface IEgressNamespaces
{
    /// <summary>Which program is missing without which none can be made; null: none is.</summary>
    Rejection? Missing { get; }

    /// <summary>
    /// Makes a namespace that has a loopback device and no way out but the sockets that are answered.
    /// </summary>
    /// <returns>Refused with <c>egress_unavailable</c> where the system does not allow it.</returns>
    Task<Outcome<EgressNamespace>> OpenAsync(IReadOnlyList<ushort> ports, CancellationToken cancellationToken);
}
