package stats

// joeKuo holds, for dimension 2 of the Sobol sequence and on, the middle
// coefficients a of its primitive polynomial (degree s, one bit each, the highest
// power first) and the initial numbers m_1 ... m_s.
//
// The first lines of new-joe-kuo-6.21201, from S. Joe and F. Y. Kuo,
// "Constructing Sobol sequences with better two-dimensional projections", SIAM
// Journal on Scientific Computing 30, 2008; web.maths.unsw.edu.au/~fkuo/sobol.
// Two separate copies of that file agree on them. Their licence:
//
// Copyright (c) 2008, Frances Y. Kuo and Stephen Joe. All rights reserved.
//
// Redistribution and use in source and binary forms, with or without
// modification, are permitted provided that the following conditions are met:
//
//   - Redistributions of source code must retain the above copyright notice, this
//     list of conditions and the following disclaimer.
//   - Redistributions in binary form must reproduce the above copyright notice,
//     this list of conditions and the following disclaimer in the documentation
//     and/or other materials provided with the distribution.
//   - Neither the names of the copyright holders nor the names of the University
//     of New South Wales and the University of Waikato and its contributors may
//     be used to endorse or promote products derived from this software without
//     specific prior written permission.
//
// THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS "AS IS" AND ANY EXPRESS OR
// IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF
// MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT
// SHALL THE COPYRIGHT HOLDERS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
// SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO,
// PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR
// BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
// CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING
// IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY
// OF SUCH DAMAGE.
var joeKuo = []struct {
	a uint64
	m []uint64
}{
	{0, []uint64{1}},
	{1, []uint64{1, 3}},
	{1, []uint64{1, 3, 1}},
	{2, []uint64{1, 1, 1}},
	{1, []uint64{1, 1, 3, 3}},
	{4, []uint64{1, 3, 5, 13}},
	{2, []uint64{1, 1, 5, 5, 17}},
	{4, []uint64{1, 1, 5, 5, 5}},
	{7, []uint64{1, 1, 7, 11, 19}},
	{11, []uint64{1, 1, 5, 1, 1}},
	{13, []uint64{1, 1, 1, 3, 11}},
	{14, []uint64{1, 3, 5, 5, 31}},
	{1, []uint64{1, 3, 3, 9, 7, 49}},
	{13, []uint64{1, 1, 1, 15, 21, 21}},
	{16, []uint64{1, 3, 1, 13, 27, 49}},
	{19, []uint64{1, 1, 1, 15, 7, 5}},
	{22, []uint64{1, 3, 1, 15, 13, 25}},
	{25, []uint64{1, 1, 5, 5, 19, 61}},
	{1, []uint64{1, 3, 7, 11, 23, 15, 103}},
	{4, []uint64{1, 3, 7, 13, 13, 15, 69}},
	{7, []uint64{1, 1, 3, 13, 7, 35, 63}},
	{8, []uint64{1, 3, 5, 9, 1, 25, 53}},
	{14, []uint64{1, 3, 1, 13, 9, 35, 107}},
	{19, []uint64{1, 3, 1, 5, 27, 61, 31}},
	{21, []uint64{1, 1, 5, 11, 19, 41, 61}},
	{28, []uint64{1, 3, 5, 3, 3, 13, 69}},
	{31, []uint64{1, 1, 7, 13, 1, 19, 1}},
	{32, []uint64{1, 3, 7, 5, 13, 19, 59}},
	{37, []uint64{1, 1, 3, 9, 25, 29, 41}},
	{41, []uint64{1, 3, 5, 13, 23, 1, 55}},
	{42, []uint64{1, 3, 7, 3, 13, 59, 17}},
	{50, []uint64{1, 3, 1, 3, 5, 53, 69}},
	{55, []uint64{1, 1, 5, 5, 23, 33, 13}},
	{56, []uint64{1, 1, 7, 7, 1, 61, 123}},
	{59, []uint64{1, 1, 7, 9, 13, 61, 49}},
	{62, []uint64{1, 3, 3, 5, 3, 55, 33}},
	{14, []uint64{1, 3, 1, 15, 31, 13, 49, 245}},
	{21, []uint64{1, 3, 5, 15, 31, 59, 63, 97}},
	{22, []uint64{1, 3, 1, 11, 11, 11, 77, 249}},
	{38, []uint64{1, 3, 1, 11, 27, 43, 71, 9}},
	{47, []uint64{1, 1, 7, 15, 21, 11, 81, 45}},
	{49, []uint64{1, 3, 7, 3, 25, 31, 65, 79}},
	{50, []uint64{1, 3, 1, 1, 19, 11, 3, 205}},
	{52, []uint64{1, 1, 5, 9, 19, 21, 29, 157}},
	{56, []uint64{1, 3, 7, 11, 1, 33, 89, 185}},
	{67, []uint64{1, 3, 3, 3, 15, 9, 79, 71}},
	{70, []uint64{1, 3, 7, 11, 15, 39, 119, 27}},
	{84, []uint64{1, 1, 3, 1, 11, 31, 97, 225}},
	{97, []uint64{1, 1, 1, 3, 23, 43, 57, 177}},
	{103, []uint64{1, 3, 7, 7, 17, 17, 37, 71}},
	{115, []uint64{1, 3, 1, 5, 27, 63, 123, 213}},
	{122, []uint64{1, 1, 3, 5, 11, 43, 53, 133}},
	{8, []uint64{1, 3, 5, 5, 29, 17, 47, 173, 479}},
	{13, []uint64{1, 3, 3, 11, 3, 1, 109, 9, 69}},
	{16, []uint64{1, 1, 1, 5, 17, 39, 23, 5, 343}},
	{22, []uint64{1, 3, 1, 5, 25, 15, 31, 103, 499}},
	{25, []uint64{1, 1, 1, 11, 11, 17, 63, 105, 183}},
	{44, []uint64{1, 1, 5, 11, 9, 29, 97, 231, 363}},
	{47, []uint64{1, 1, 5, 15, 19, 45, 41, 7, 383}},
	{52, []uint64{1, 3, 7, 7, 31, 19, 83, 137, 221}},
	{55, []uint64{1, 1, 1, 3, 23, 15, 111, 223, 83}},
	{59, []uint64{1, 1, 5, 13, 31, 15, 55, 25, 161}},
	{62, []uint64{1, 1, 3, 13, 25, 47, 39, 87, 257}},
	{67, []uint64{1, 1, 1, 11, 21, 53, 125, 249, 293}},
	{74, []uint64{1, 1, 7, 11, 11, 7, 57, 79, 323}},
	{81, []uint64{1, 1, 5, 5, 17, 13, 81, 3, 131}},
	{82, []uint64{1, 1, 7, 13, 23, 7, 65, 251, 475}},
	{87, []uint64{1, 3, 5, 1, 9, 43, 3, 149, 11}},
	{91, []uint64{1, 1, 3, 13, 31, 13, 13, 255, 487}},
	{94, []uint64{1, 3, 3, 1, 5, 63, 89, 91, 127}},
	{103, []uint64{1, 1, 3, 3, 1, 19, 123, 127, 237}},
	{104, []uint64{1, 1, 5, 7, 23, 31, 37, 243, 289}},
	{109, []uint64{1, 1, 5, 11, 17, 53, 117, 183, 491}},
	{122, []uint64{1, 1, 1, 5, 1, 13, 13, 209, 345}},
	{124, []uint64{1, 1, 3, 15, 1, 57, 115, 7, 33}},
	{137, []uint64{1, 3, 1, 11, 7, 43, 81, 207, 175}},
	{138, []uint64{1, 3, 1, 1, 15, 27, 63, 255, 49}},
	{143, []uint64{1, 3, 5, 3, 27, 61, 105, 171, 305}},
	{145, []uint64{1, 1, 5, 3, 1, 3, 57, 249, 149}},
}
