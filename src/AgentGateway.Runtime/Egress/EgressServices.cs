using AgentGateway.Runtime.Web;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Egress;

/// <summary>What the networks of all sandboxes share.</summary>
/// <param name="Closed">Told once a network has ended.</param>
internal sealed record EgressServices(
    EgressOptions Options,
    EgressGate Gate,
    EgressJournal Journal,
    PublicDialer Dialer,
    TimeProvider Time,
    ILogger Log,
    Action<EgressNetwork> Closed);
