namespace AgentGateway.Domain.Egress;

/// <summary>How much of something, bytes of all protocols in both directions.</summary>
/// <param name="Connections">Those that reached the host.</param>
/// <param name="Refused">Those that were not allowed or not possible.</param>
public readonly record struct EgressCount(long Connections, long Refused, long BytesOut, long BytesIn)
{
    public static EgressCount operator +(EgressCount left, EgressCount right) => new(
        left.Connections + right.Connections,
        left.Refused + right.Refused,
        left.BytesOut + right.BytesOut,
        left.BytesIn + right.BytesIn);
}
