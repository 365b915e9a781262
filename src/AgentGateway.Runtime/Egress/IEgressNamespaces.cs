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

    /// <summary>
    /// Opens the sockets again in the namespace of a run that outlived the daemon which had opened them.
    /// </summary>
    /// <param name="process">The run's first process; those that descend from it are in the namespace.</param>
    /// <returns>
    /// Refused with <c>egress_lost</c> where no such process is left, the system does not allow it, or a program inside
    /// has taken one of the ports.
    /// </returns>
    Task<Outcome<EgressNamespace>> ReopenAsync(
        int process, IReadOnlyList<ushort> ports, CancellationToken cancellationToken);
}
