using AgentGateway.Domain.Approvals;
using AgentGateway.Domain.Questions;
using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Contract;

/// <summary>What every store promises about reading approvals and questions.</summary>
public abstract class RequestReadsContract : StoreContract
{
    [Fact]
    public async Task An_approval_is_read_back_as_it_last_stood()
    {
        var script = new RequestScript("apr_1");
        await Store.AppendAsync(script.Request("key"));
        Assert.Equal(script.Approval, await Store.Requests.Approvals.FindAsync(new("apr_1"), Stop));
        await Store.AppendAsync(script.Approve());
        Assert.Equal(script.Approval, await Store.Requests.Approvals.FindAsync(new("apr_1"), Stop));
        Assert.Equal(ApprovalState.Approved, script.Approval.State);
        Assert.Null(await Store.Requests.Approvals.FindAsync(new("apr_none"), Stop));
        Assert.Null(await Store.Requests.Questions.FindAsync(new("apr_1"), Stop));
    }

    [Fact]
    public async Task The_newest_of_a_call_is_found()
    {
        foreach (var id in (string[])["apr_1", "apr_3", "apr_2"])
            await Store.AppendAsync(new RequestScript(id).Request("same"));
        await Store.AppendAsync(new RequestScript("apr_4").Request("other"));
        await Store.AppendAsync(new RequestScript("qst_1").Ask("same"));
        Assert.Equal("apr_3", (await Store.Requests.Approvals.OfCallAsync("same", Stop))!.Id.Value);
        Assert.Equal("qst_1", (await Store.Requests.Questions.OfCallAsync("same", Stop))!.Id.Value);
        Assert.Null(await Store.Requests.Approvals.OfCallAsync("none", Stop));
    }

    [Fact]
    public async Task Lists_go_from_the_newest_page_by_page_and_by_state()
    {
        for (var n = 1; n <= 5; n++)
        {
            var script = new RequestScript($"apr_{n}");
            await Store.AppendAsync(script.Request($"key{n}"));
            if (n % 2 == 0) await Store.AppendAsync(script.Approve());
        }

        Assert.Equal(["apr_5", "apr_4"], await Read(null, null, 2));
        Assert.Equal(["apr_3", "apr_2"], await Read(null, "apr_4", 2));
        Assert.Equal(["apr_4", "apr_2"], await Read(ApprovalState.Approved, null, 10));
        Assert.Equal(["apr_3", "apr_1"], await Read(ApprovalState.Pending, "apr_5", 10));

        async Task<IEnumerable<string>> Read(ApprovalState? state, string? after, int limit) =>
            (await Store.Requests.Approvals.PageAsync(state, after is null ? null : new(after), limit, Stop)).Select(
                approval => approval.Id.Value);
    }

    [Fact]
    public async Task Those_of_a_thread_are_found_and_a_deleted_one_is_gone()
    {
        var first = new RequestScript("apr_1");
        await Store.AppendAsync(first.Request("key1"));
        await Store.AppendAsync(new RequestScript("apr_2").Request("thr_2"));
        Assert.Equal(["apr_2", "apr_1"], await OfThread("thr_1"));
        Assert.Empty(await OfThread("thr_2"));

        await Store.AppendAsync(first.Approve());
        foreach (var append in first.Delete()) await Store.AppendAsync(append);

        Assert.Equal(["apr_2"], await OfThread("thr_1"));
        Assert.Null(await Store.Requests.Approvals.FindAsync(new("apr_1"), Stop));
        Assert.Single(await Store.Requests.Approvals.PageAsync(null, null, 10, Stop));
        Assert.Null((await Store.Store.CheckAsync(Stop)).Unsound);

        async Task<IEnumerable<string>> OfThread(string thread) =>
            (await Store.Requests.Approvals.OfThreadAsync(new(thread), Stop)).Select(id => id.Value);
    }

    [Fact]
    public async Task A_question_is_read_back_with_its_answer()
    {
        var script = new RequestScript("qst_1");
        await Store.AppendAsync(script.Ask("key"));
        await Store.AppendAsync(script.Answer());
        var read = Assert.Single(await Store.Requests.Questions.PageAsync(QuestionState.Answered, null, 10, Stop));
        Assert.Equal(("that", "operator", "Which?"), (read.Answer, read.AnsweredBy, read.Text));
        Assert.Empty(await Store.Requests.Questions.PageAsync(QuestionState.Pending, null, 10, Stop));
    }
}
