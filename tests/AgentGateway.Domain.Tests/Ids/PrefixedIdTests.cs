using AgentGateway.Domain.Ids;

namespace AgentGateway.Domain.Tests.Ids;

public sealed class PrefixedIdTests
{
    [Fact]
    public void An_id_is_read_by_its_prefix()
    {
        Assert.Equal(new ThreadId("thr_1"), PrefixedId.Parse<ThreadId>("thr_1"));
        Assert.True(PrefixedId.Is<TurnId>("turn_1"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("thr_")]
    [InlineData("THR_1")]
    [InlineData("turn_1")]
    [InlineData(" thr_1")]
    public void What_is_no_id_of_that_kind_is_none(string? text)
    {
        Assert.Null(PrefixedId.Parse<ThreadId>(text));
        Assert.False(PrefixedId.Is<ThreadId>(text));
    }

    [Fact]
    public void An_id_is_bounded()
    {
        Assert.True(PrefixedId.Is<ThreadId>("thr_" + new string('1', 60)));
        Assert.False(PrefixedId.Is<ThreadId>("thr_" + new string('1', 61)));
    }

    [Fact]
    public void What_a_person_is_asked_is_an_approval_or_a_question()
    {
        Assert.Equal((new ApprovalId("apr_1"), null), Both("apr_1"));
        Assert.Equal((null, new QuestionId("qst_1")), Both("qst_1"));
        Assert.Equal("qst_1", PersonRequestId.Parse("qst_1").ToString());
        Assert.Null(PersonRequestId.Parse("tsk_1"));
        Assert.Null(PersonRequestId.Parse(null));
    }

    private static (ApprovalId?, QuestionId?) Both(string text)
    {
        var request = PersonRequestId.Parse(text)!.Value;
        return (request.Approval, request.Question);
    }
}
