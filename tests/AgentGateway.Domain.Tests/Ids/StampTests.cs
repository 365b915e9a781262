using AgentGateway.Domain.Ids;
using FsCheck.Fluent;

namespace AgentGateway.Domain.Tests.Ids;

/// <summary>The ids of one command.</summary>
public sealed class StampTests
{
    private static readonly DateTimeOffset At = new(2027, 1, 15, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_id_is_its_prefix_and_26_characters_that_are_not_mistaken_for_each_other() =>
        Assert.Matches("^msg_[0-7][0-9a-hjkmnp-tv-z]{25}$", new Stamp(At, 1).Id("msg", 0));

    [Fact]
    public void The_same_command_makes_the_same_ids() =>
        Assert.Equal(new Stamp(At, 7).Id("msg", 3), new Stamp(At, 7).Id("msg", 3));

    [Fact]
    public void No_two_ids_are_the_same()
    {
        var ids = new HashSet<string>();
        for (var seed = 0; seed < 1_000; seed++)
            for (var ordinal = 0; ordinal < 50; ordinal++)
                Assert.True(ids.Add(new Stamp(At, (UInt128)(uint)seed).Id("msg", ordinal)));
    }

    [Fact]
    public void Ids_sort_by_time() => Fuzz.Check(5_000, 100, Fuzz.Numbers(int.MaxValue), numbers =>
    {
        var times = numbers.Select(n => At.AddMilliseconds(n)).ToList();
        var ids = times.Select(
            (time, index) => (Time: time, Id: new Stamp(time, (UInt128)(uint)index).Id("msg", index))).ToList();
        var sorted = ids.OrderBy(pair => pair.Id, StringComparer.Ordinal).Select(pair => pair.Time);
        Assert.Equal(times.Order(), sorted);
    });

    [Fact]
    public void The_first_and_the_last_moment_have_ids_that_sort()
    {
        var (first, last) = (new Stamp(DateTimeOffset.UnixEpoch, 0).Id("msg", 0),
            new Stamp(DateTimeOffset.MaxValue, UInt128.MaxValue).Id("msg", int.MaxValue));
        Assert.Equal((30, 30), (first.Length, last.Length));
        Assert.True(string.CompareOrdinal(first, last) < 0);
    }

    [Fact]
    public void Ids_of_one_command_share_their_time_and_nothing_else() =>
        Fuzz.Check(2_000, 100, ArbMap.Default.ArbFor<ulong>(), seed =>
    {
        var stamp = new Stamp(At, seed);
        var (left, right) = (stamp.Id("msg", 0), stamp.Id("msg", 1));
        Assert.Equal(left[..13], right[..13]);
        // Of 16 random characters of 32 kinds, eight or more agree once in many millions of tries.
        Assert.True(Agreeing(left[14..], right[14..]) < 8, $"{left} and {right}");
        // Neighbouring seeds make ids that are as far from each other as any.
        Assert.True(Agreeing(left[14..], new Stamp(At, seed ^ 1UL).Id("msg", 0)[14..]) < 8);
    });

    private static int Agreeing(string left, string right) => left.Zip(right).Count(pair => pair.First == pair.Second);
}
