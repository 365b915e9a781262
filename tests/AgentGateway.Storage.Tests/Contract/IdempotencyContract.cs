using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every journal promises about idempotency keys.</summary>
public abstract class IdempotencyContract : StoreContract
{
    [Fact]
    public async Task A_key_is_known_with_the_append_that_it_came_with()
    {
        var record = Record("operator", "key");
        await Store.AppendAsync(new ThreadScript("thr_1").Create() with { Idempotency = record });
        Assert.Equal(record, await Store.Journal.FindIdempotencyAsync("operator", "key", Stop));
        Assert.Null(await Store.Journal.FindIdempotencyAsync("client", "key", Stop));
        Assert.Null(await Store.Journal.FindIdempotencyAsync("operator", "other", Stop));
    }

    [Fact]
    public async Task A_second_use_of_a_key_writes_nothing_and_gives_the_first_record()
    {
        var first = Record("operator", "key");
        await Store.AppendAsync(new ThreadScript("thr_1").Create() with { Idempotency = first });
        var result = await Store.AppendAsync(
            new ThreadScript("thr_2").Create() with
            {
                Idempotency = Record("operator", "key") with { Answer = "another" },
            });

        Assert.Equal(new AppendResult(AppendStatus.DuplicateKey, 0, first), result);
        Assert.Equal(1, Store.Journal.LastPosition);
        Assert.Null(await Store.Reads.ThreadAsync(new("thr_2"), Stop));
    }

    [Fact]
    public async Task Of_two_uses_under_way_together_the_first_wins()
    {
        var first = Store.AppendAsync(
            new ThreadScript("thr_1").Create() with { Idempotency = Record("operator", "key") });
        var second = Store.AppendAsync(
            new ThreadScript("thr_2").Create() with { Idempotency = Record("operator", "key") });
        Assert.Equal(AppendStatus.Appended, (await first).Status);
        Assert.Equal(AppendStatus.DuplicateKey, (await second).Status);
    }

    [Fact]
    public async Task A_repetition_is_recognised_although_its_stream_has_moved_on()
    {
        var script = new ThreadScript("thr_1");
        await Store.AppendAsync(script.Create() with { Idempotency = Record("operator", "key") });
        await Store.AppendAsync(script.Say("moved on"));
        var repeated = await Store.AppendAsync(
            new ThreadScript("thr_1").Create() with { Idempotency = Record("operator", "key") });
        Assert.Equal(AppendStatus.DuplicateKey, repeated.Status);
    }

    [Fact]
    public async Task The_key_of_a_refused_append_is_free()
    {
        await Store.AppendAsync(new ThreadScript("thr_1").Create());
        await Store.AppendAsync(new ThreadScript("thr_1").Create() with { Idempotency = Record("operator", "key") });
        Assert.Null(await Store.Journal.FindIdempotencyAsync("operator", "key", Stop));
    }

    [Fact]
    public async Task A_key_is_kept_for_a_day_and_free_afterwards()
    {
        await Store.AppendAsync(new ThreadScript("thr_1").Create() with { Idempotency = Record("operator", "key") });
        Store.Time.Advance(TimeSpan.FromHours(24));
        Assert.NotNull(await Store.Journal.FindIdempotencyAsync("operator", "key", Stop));
        Store.Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await Store.Journal.FindIdempotencyAsync("operator", "key", Stop));
        var later = Record("operator", "key");
        Assert.Equal(
            AppendStatus.Appended,
            (await Store.AppendAsync(new ThreadScript("thr_2").Create() with { Idempotency = later })).Status);
        Assert.Equal(later, await Store.Journal.FindIdempotencyAsync("operator", "key", Stop));
    }

    private IdempotencyRecord Record(
        string principal, string key) => new(principal, key, "digest", """{"answer":"é"}""", Store.Time.GetUtcNow());
}
