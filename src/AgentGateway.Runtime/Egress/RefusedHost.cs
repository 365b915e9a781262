using AgentGateway.Domain;

namespace AgentGateway.Runtime.Egress;

/// <summary>A host that a run was refused.</summary>
/// <param name="Why">The latest refusal: code, sentence, and how to ask.</param>
/// <param name="At">When that was, as a timestamp of the gateway's clock.</param>
internal sealed record RefusedHost(EgressTarget Target, Rejection Why, long At);
