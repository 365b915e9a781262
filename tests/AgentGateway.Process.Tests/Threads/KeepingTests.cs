using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Threads;

/// <summary>Forking, renaming, archiving, paging: how threads are kept.</summary>
public sealed class KeepingTests(DaemonFixture fixture)
{
    [Theory]
    [InlineData(ConnectionKind.StdioModern)]
    [InlineData(ConnectionKind.HttpOlder)]
    public async Task A_fork_begins_with_the_messages_up_to_the_chosen_one(ConnectionKind kind)
    {
        await using var client = await fixture.ConnectAsync(kind);
        var thread = await client.NewThreadAsync();
        await client.SendAsync(thread, "One");
        var second = await client.SendAsync(thread, "Two");
        await client.SendAsync(thread, "Three");

        var fork = (await client.CallAsync(
            "thread_fork",
                new { thread_id = thread, message_id = second.Text("message_id") }))["thread"]!["id"].String()!;
        await client.SendAsync(fork, "Another three");

        Assert.Equal(["One", "Two", "Another three"], (await client.ReadAsync(fork)).Texts("user", "client"));
        Assert.Equal(["One", "Two", "Three"], (await client.ReadAsync(thread)).Texts("user", "client"));
    }

    [Fact]
    public async Task An_archived_thread_is_kept_apart_and_takes_no_messages()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync(title: "An aardvark");
        await client.SendAsync(thread, "Remember the aardvark");

        await client.CallAsync("thread_update", new { thread_id = thread, archived = true });

        (await client.TryAsync("thread_send", new { thread_id = thread, text = "Hello?" })).RefusedWith();
        Assert.Empty((await client.CallAsync("thread_list", new { query = "aardvark" })).List("threads"));
        Assert.Single(
            (await client.CallAsync("thread_list", new { query = "aardvark", archived = true })).List("threads"));
        Assert.NotEmpty((await client.CallAsync("thread_search", new { query = "aardvark" })).List("hits"));
        await client.CallAsync(
            "thread_update", new { thread_id = thread, archived = false, title = "A woken aardvark" });
        Assert.Equal("A woken aardvark", (await client.ReadAsync(thread))["thread"]!["title"].String());
        Assert.Equal("completed", (await client.SendAsync(thread, "Hello!")).Text("status"));
    }

    [Fact]
    public async Task A_thread_is_read_page_by_page_in_order()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        var thread = await client.NewThreadAsync();
        for (var number = 0; number < 4; number++) await client.SendAsync(thread, $"Number {number}");
        var all = (await client.ReadAsync(thread)).List("messages").Select(message => message!["id"].String()).ToList();

        var paged = new List<string?>();
        string? cursor = null;
        do
        {
            object page = cursor is null
                ? new { thread_id = thread, limit = 3 }
                : new { thread_id = thread, limit = 3, after = cursor };
            var read = await client.CallAsync("thread_read", page);
            Assert.InRange(read.List("messages").Count, 1, 3);
            paged.AddRange(read.List("messages").Select(message => message!["id"].String()));
            cursor = read["next_cursor"].String();
        }
        while (cursor is not null);

        Assert.Equal(8, all.Count);
        Assert.Equal(all, paged);
        await client.CallAsync("thread_read", new { thread_id = thread, limit = 100000 });
    }

    [Fact]
    public async Task The_list_of_threads_is_read_page_by_page()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        for (var number = 0; number < 5; number++) await client.NewThreadAsync(title: $"Pangolin {number}");

        var paged = new List<string?>();
        string? cursor = null;
        do
        {
            object page = cursor is null
                ? new { query = "pangolin", limit = 2 }
                : new { query = "pangolin", limit = 2, cursor };
            var listed = await client.CallAsync("thread_list", page);
            paged.AddRange(listed.List("threads").Select(thread => thread!["title"].String()));
            cursor = listed["next_cursor"].String();
        }
        while (cursor is not null);

        Assert.Equal(["Pangolin 4", "Pangolin 3", "Pangolin 2", "Pangolin 1", "Pangolin 0"], paged);
    }

    [Fact]
    public async Task The_same_key_and_body_answer_the_same_and_another_body_is_refused()
    {
        await using var client = await fixture.ConnectAsync(ConnectionKind.HttpModern);
        await using var again = await fixture.ConnectAsync(ConnectionKind.StdioOlder);
        var thread = await client.NewThreadAsync();
        var key = $"key-{thread}";

        var first = await client.CallAsync(
            "thread_send", new { thread_id = thread, text = "Once", idempotency_key = key });
        var second = await again.CallAsync(
            "thread_send", new { thread_id = thread, text = "Once", idempotency_key = key });

        Assert.Equal(first.Text("message_id"), second.Text("message_id"));
        Assert.Equal(first.Text("turn_id"), second.Text("turn_id"));
        Assert.Single((await client.ReadAsync(thread)).Texts("user", "client"));
        (await client.TryAsync(
            "thread_send", new { thread_id = thread, text = "Twice", idempotency_key = key })).RefusedWith();

        var created = await client.CallAsync("thread_create", new { title = "Made once", idempotency_key = key + "c" });
        var recreated = await client.CallAsync(
            "thread_create", new { title = "Made once", idempotency_key = key + "c" });
        Assert.Equal(created["thread"]!["id"].String(), recreated["thread"]!["id"].String());
    }
}
