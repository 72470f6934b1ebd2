window.evil = 1;
// expect: 1:1
