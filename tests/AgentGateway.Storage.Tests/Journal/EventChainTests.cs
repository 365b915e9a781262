using AgentGateway.Storage.Journal;

namespace AgentGateway.Storage.Tests.Journal;

/// <summary>
/// The chain's bytes are for ever: a chain that was written once must verify with every later version.
/// </summary>
public sealed class EventChainTests
{
    [Fact]
    public void The_digest_covers_salt_and_payload() => Assert.Equal(
        "565a924995d14ab0",
        Convert.ToHexStringLower(EventChain.PayloadDigest("0123456789abcdef"u8, """{"a":1}"""u8))[..16]);

    [Fact]
    public void The_hash_covers_the_whole_header() => Assert.Equal(
        "ed270a74e7ccfe75",
        Convert.ToHexStringLower(
            EventChain.Hash(
                EventChain.Origin,
                "thread/thr_1",
                1,
                17_000_000_000_000_000,
                "operator",
                "thread.created",
                new byte[32]))[..16]);

    [Fact]
    public void Headers_that_run_together_differ() => Assert.NotEqual(
        EventChain.Hash(EventChain.Origin, "a", 1, 1, "bc", "d", new byte[32]),
        EventChain.Hash(EventChain.Origin, "a", 1, 1, "b", "cd", new byte[32]));
}
