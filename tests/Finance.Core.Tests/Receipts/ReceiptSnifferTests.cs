using System.Text;
using Finance.Core.Receipts;

namespace Finance.Core.Tests.Receipts;

public sealed class ReceiptSnifferTests
{
    [Theory]
    [InlineData("89504E470D0A1A0A0000000D49484452000000010000000108060000001F15C4890000", "Png")]
    [InlineData("FFD8FFE000104A46494600010100", "Jpeg")]
    [InlineData("FFD8FFDB00430002", "Jpeg")]
    [InlineData("524946462400000057454250565038201800000030010000", "Webp")]
    [InlineData("5249464624000000574542505650384C1800000030010000", "Webp")]
    [InlineData("255044462D312E370A25E2E3CFD30A", "Pdf")]
    [InlineData("255044462D322E300A", "Pdf")]
    public void Find_RightFromTheFirstByteOn_IsThat(string hex, string expected) =>
        Assert.Equal(expected, ReceiptSniffer.Find(Convert.FromHexString(hex))?.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("89504E470D0A1A0A")]
    [InlineData("89504E470D0A1A0A0000000D49484452000000000000000108060000001F15C4890000")]
    [InlineData("89504E470D0A1A0A0000000E49484452000000010000000108060000001F15C4890000")]
    [InlineData("89504E470D0A1A0A0000000D3C68746D6C000000010000000108060000001F15C489")]
    [InlineData("FFD8FF")]
    [InlineData("FFD8FF3C68746D6C")]
    [InlineData("FFD8FFE00000")]
    [InlineData("524946462400000057415645666D7420100000000100")]
    [InlineData("52494646010000005745425056503820180000003001")]
    [InlineData("0A255044462D312E370A")]
    [InlineData("255044462D3C68746D6C")]
    [InlineData("474946383961010001000000")]
    public void Find_AlmostRight_IsNothing(string hex) => Assert.Null(ReceiptSniffer.Find(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("<svg xmlns=", "markup")]
    [InlineData(" \n<!DOCTYPE html>", "markup")]
    [InlineData("PK\u0003\u0004xx", "ZIP")]
    [InlineData("GIF89a", "GIF")]
    public void Describe_WhatIsOftenSent_SaysWhatItIs(string text, string expected) =>
        Assert.Contains(expected, ReceiptSniffer.Describe(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);
}
