using AgentGateway.Data;

namespace AgentGateway.Host.Tests.Data;

public sealed class DiskSpaceTests
{
    [Fact]
    public void A_full_disk_is_told_in_a_sentence_with_what_to_do()
    {
        var refused = DiskSpace.Refuse(12 * 1024)!;
        Assert.Equal(
            ("disk_full", "The disk of the data directory is full: 12 KiB are free, and 4096 are needed."),
            (refused.Code, refused.Message));
        Assert.NotNull(refused.Hint);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4L * 1024 * 1024)]
    [InlineData(long.MaxValue)]
    public void A_disk_with_room_and_one_that_tells_no_sizes_are_used(long? freeBytes) =>
        Assert.Null(DiskSpace.Refuse(freeBytes));

    [Fact]
    public void A_directory_that_is_not_there_is_not_called_full() => Assert.Null(DiskSpace.Refuse("/nowhere/at/all"));
}
