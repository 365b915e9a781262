using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Machines;

/// <summary>The clock that was injected, and the system's random generator.</summary>
public sealed class SystemIdSource(TimeProvider time) : IIdSource
{
    public Stamp Next()
    {
        UInt128 seed = 0;
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(new Span<UInt128>(ref seed)));
        return new(time.GetUtcNow(), seed);
    }
}
